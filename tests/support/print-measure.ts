import type { Measure, PrintItem, PrintPage } from '#shared/print/page.ts'

/** Every letter half as wide as high, bold ones a little wider: enough to lay pages out without a typeface. */
export const measure: Measure = (text, { size, bold }) => [...text].length * size * 0.3528 * (bold ? 0.55 : 0.5)

/** The texts of a page, in the order in which they are drawn. */
export const textsOf = (page: PrintPage | undefined): string[] =>
	page?.items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])) ?? []

/** How far a drawn thing reaches, in millimetres. */
export function extentOf(item: PrintItem): { left: number; right: number; top: number; bottom: number } {
	if (item.kind === 'line') return { left: item.x1, right: item.x2, top: item.y1, bottom: item.y2 }
	if (item.kind !== 'text') {
		return { left: item.x, right: item.x + item.width, top: item.y, bottom: item.y + item.height }
	}
	const width = measure(item.text, item)
	const left = item.x - { left: 0, center: width / 2, right: width }[item.align ?? 'left']
	return { left, right: left + width, top: item.y - item.size * 0.3528 * 0.8, bottom: item.y }
}
