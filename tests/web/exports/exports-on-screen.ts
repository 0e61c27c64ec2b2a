import Papa from 'papaparse'
import { afterEach, expect, vi } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { MemberList } from '#web/state/member-list.svelte.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import ExportsWithToasts from './ExportsWithToasts.svelte'

/** Gives every test a database of its own, which is taken away once the screen over it is. */
export function useExports(): void {
	useFreshDatabase()
	afterEach(() => {
		cleanup()
		vi.restoreAllMocks()
		for (const { id } of toasts.items) toasts.remove(id)
	})
}

/** Opens the screen Exports over what is stored, with the members as `list` shows them. */
export async function openExports(list = new MemberList(), width = 1400) {
	await page.viewport(width, 900)
	return { ...(await render(ExportsWithToasts, { list })), list }
}

export const press = (name: string) => userEvent.click(page.getByRole('button', { name, exact: true }))

/** The cells that the preview shows, its titles first. */
export function readPreview(): string[][] {
	const rows = [...document.querySelectorAll('table tr')]
	return rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent))
}

/** The columns as the list has them, those not ticked in brackets. */
export function readColumns(): string[] {
	const boxes = [...document.querySelectorAll<HTMLInputElement>('li input[type="checkbox"]')]
	return boxes.map((box) => (box.checked ? '' : '-') + box.closest('label')?.textContent.trim())
}

/** Presses the button and resolves to the file that is saved then; `cells`: what it says as CSV. */
export async function takeFile(action = 'Exporter CSV'): Promise<{ name: string; blob: Blob; cells: string[][] }> {
	const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
	const make = vi.spyOn(URL, 'createObjectURL')
	const before = make.mock.calls.length
	await press(action)
	await expect.poll(() => make.mock.calls.length).toBe(before + 1)
	const blob = make.mock.lastCall?.[0] as Blob
	const text = await blob.text()
	const { data } = Papa.parse<string[]>(text.replace(/\r\n$/, ''), { delimiter: ';' })
	return { name: (click.mock.contexts.at(-1) as HTMLAnchorElement).download, blob, cells: data }
}
