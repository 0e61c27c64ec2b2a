import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import ProgressBar from '#web/ui/ProgressBar.svelte'

const bar = () => page.getByRole('progressbar', { name: 'Progression' })
const widths = () => [...bar().element().children].map((part) => (part as HTMLElement).style.width)

describe('ProgressBar', () => {
	test('says its name, how far it is and in which words', async () => {
		await render(ProgressBar, { name: 'Progression', value: 12, max: 40, text: '12 sur 40' })

		await expect.element(bar()).toHaveAttribute('aria-valuenow', '12')
		await expect.element(bar()).toHaveAttribute('aria-valuemax', '40')
		await expect.element(bar()).toHaveAttribute('aria-valuetext', '12 sur 40')
		expect(widths()).toEqual(['30%'])
	})

	test('shows what the done part is made of', async () => {
		await render(ProgressBar, {
			name: 'Progression',
			value: 20,
			max: 40,
			parts: [
				{ value: 15, tone: 'success' },
				{ value: 5, tone: 'danger' }
			]
		})

		expect(widths()).toEqual(['37.5%', '12.5%'])
	})

	test('stands at nothing when there is nothing to do', async () => {
		await render(ProgressBar, { name: 'Progression', value: 0, max: 0 })

		expect(widths()).toEqual(['0%'])
	})
})
