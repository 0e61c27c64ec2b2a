import { wordListsToLists } from './word-lists.ts'

/** Whatever runs, loads, frames or is no text. */
const NO_TEXT =
	'script, style, template, iframe, frame, object, embed, applet, svg, math, video, audio, canvas, map, link, meta, base, title, head, input, select, button, textarea'
const HEADINGS = { H3: 'h2', H4: 'h2', H5: 'h2', H6: 'h2' } as const

/** What of a paste could not be kept, and is to be said. */
export type PasteLoss = { pictures: number }

/**
 * Makes of what another program put on the clipboard what the editor understands, in place: lists of Word become lists,
 * tables that only arrange are taken apart, whatever is no text goes. Meant for a document that runs and loads nothing;
 * the editor's schema then lets through only what it knows.
 */
export function cleanPaste(root: ParentNode): PasteLoss {
	for (const element of root.querySelectorAll(NO_TEXT)) element.remove()
	const pictures = [...root.querySelectorAll('img, picture')].filter((img) => !img.hasAttribute('data-content-id'))
	for (const picture of pictures) picture.remove()
	// Where no script runs, what it holds is text like any other.
	for (const shown of root.querySelectorAll('noscript')) unwrap(shown)
	wordListsToLists(root)
	for (const table of root.querySelectorAll('td table, th table')) takeApart(table)
	for (const table of root.querySelectorAll('table')) if (isLayout(table)) takeApart(table)
	for (const title of root.querySelectorAll('p.MsoTitle')) rename(title, 'h1')
	for (const heading of root.querySelectorAll('h3, h4, h5, h6')) {
		rename(heading, HEADINGS[heading.tagName as keyof typeof HEADINGS])
	}
	for (const pre of root.querySelectorAll('pre')) keepLines(pre)
	// An underlined link is a link.
	for (const underline of root.querySelectorAll('a u')) unwrap(underline)
	for (const styled of root.querySelectorAll<HTMLElement>('a [style], a[style]')) styled.removeAttribute('style')
	return { pictures: pictures.filter(isSeen).length }
}

/** Not what counts who opens a mail. */
const isSeen = (picture: Element) => !['0', '1'].includes(picture.getAttribute('width') ?? '')

/** One cell, or a table that says itself that it only arranges. */
const isLayout = (table: Element) =>
	table.getAttribute('role') === 'presentation' || table.querySelectorAll('td, th').length < 2

function takeApart(table: Element): void {
	const cells = [...table.querySelectorAll('td, th')].filter((cell) => cell.closest('table') === table)
	const blocks = cells.map((cell) => {
		const block = table.ownerDocument.createElement('div')
		block.append(...cell.childNodes)
		return block
	})
	table.replaceWith(...blocks)
}

function rename(element: Element, tag: string): void {
	const other = element.ownerDocument.createElement(tag)
	other.append(...element.childNodes)
	element.replaceWith(other)
}

const unwrap = (element: Element) => element.replaceWith(...element.childNodes)

function keepLines(pre: Element): void {
	const lines = (pre.textContent ?? '').replace(/\n$/, '').split('\n')
	const { ownerDocument } = pre
	const paragraph = ownerDocument.createElement('p')
	paragraph.append(...lines.flatMap((line, index) => [...(index > 0 ? [ownerDocument.createElement('br')] : []), line]))
	pre.replaceWith(paragraph)
}
