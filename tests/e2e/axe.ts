import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type axe from 'axe-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe objects to on the page as it stands, in the light; in the dark, where nothing else differs, what it finds about
 * colours. Reads the page's own frame only: a message in its frame is its sender's business.
 */
export async function listObjections(page: Page, shade: 'light' | 'dark'): Promise<string[]> {
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE)
	return page.evaluate(async (inTheDark) => {
		const { run } = (window as unknown as { axe: typeof axe }).axe
		const root = document.documentElement
		const { theme } = root.dataset
		const options: axe.RunOptions = { iframes: false, resultTypes: ['violations'] }
		const list = ({ violations }: axe.AxeResults) =>
			violations.map(
				({ id, nodes }) =>
					`${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 200)} ${any[0]?.message ?? ''}`).join(' | ')}`
			)

		if (!inTheDark) return list(await run(options))
		root.dataset.theme = `${theme}-dark`
		// Colours that change in a transition, however short, are theirs in the next frame.
		await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
		const objections = list(await run({ ...options, runOnly: ['color-contrast'] }))
		root.dataset.theme = theme
		return objections
	}, shade === 'dark')
}
