import { hrefOf, type RichBlock, type RichDocument, type RichInline, type RichTable } from './document.ts'
import { spokenHref } from './link.ts'

const LONGEST_LINE = 60
const WORD_JOINER = '\u2060'

/**
 * A document as plain text, for whoever reads no HTML: headings underlined, lists with their dashes and numbers, links
 * with where they lead, a row of a table to a line, pictures as what is said of them. Merge fields stay as they are.
 */
export function textOf({ content }: RichDocument): string {
	return blocksText(content, '\n\n')
}

/** An empty paragraph is one blank line more than there is between any two. */
function blocksText(blocks: readonly RichBlock[], between: string): string {
	let text = ''
	let separator = ''
	for (const block of blocks) {
		const said = blockText(block)
		if (said === '' && block.type !== 'paragraph') continue
		text += separator + said
		separator = said === '' ? '\n' : between
	}
	return text
}

function blockText(block: RichBlock): string {
	switch (block.type) {
		case 'paragraph':
			return inlinesText(block.content)
		case 'heading':
			return underlined(inlinesText(block.content), block.attrs.level === 1 ? '=' : '-')
		case 'bulletList':
			return block.content.map((item) => hung('– ', blocksText(item.content, '\n'))).join('\n')
		case 'orderedList':
			return block.content
				.map((item, index) => hung(`${block.attrs.start + index}. `, blocksText(item.content, '\n')))
				.join('\n')
		case 'image':
			return block.attrs.alt.trim() === '' ? '' : `[${closed(block.attrs.alt.trim())}]`
		case 'table':
			return tableText(block)
	}
}

function underlined(text: string, line: string): string {
	const longest = Math.max(...text.split('\n').map(({ length }) => length))
	return text.trim() === '' ? '' : `${text}\n${line.repeat(Math.min(longest, LONGEST_LINE))}`
}

/** With what follows the first line under its beginning. */
function hung(prefix: string, text: string): string {
	const [first = '', ...others] = text.split('\n')
	const indent = ' '.repeat(prefix.length)
	return [`${prefix}${first}`, ...others.map((line) => (line === '' ? '' : indent + line))].join('\n')
}

function tableText({ content }: RichTable): string {
	const cellText = (blocks: readonly RichBlock[]) => blocksText(blocks, '\n').replace(/\s*\n\s*/g, ' ')
	return content.map((row) => row.content.map((cell) => cellText(cell.content)).join(' | ')).join('\n')
}

function inlinesText(inlines: readonly RichInline[]): string {
	let text = ''
	let linked = ''
	let openHref: string | undefined
	for (const inline of [...inlines, undefined]) {
		const href = inline?.type === 'text' ? hrefOf(inline) : undefined
		if (href !== openHref) {
			text += openHref === undefined ? linked : linkText(linked, openHref)
			linked = ''
			openHref = href
		}
		linked += inline?.type === 'text' ? inline.text : inline ? '\n' : ''
	}
	return closed(text + linked)
}

function linkText(text: string, href: string): string {
	const said = text.trimEnd()
	const address = spokenHref(href)
	if (bare(said) === bare(address)) return text
	return `${said} (${address})${text.slice(said.length)}`
}

/** What of a link one reads without looking twice. */
const bare = (address: string) =>
	address
		.trim()
		.toLowerCase()
		.replace(/^https?:\/\//, '')
		.replace(/\/$/, '')

/** With opening braces that nothing closes kept from taking in what follows, up to another's closing ones. */
function closed(text: string): string {
	const from = text.lastIndexOf('}}') + 1
	return text.slice(0, from) + text.slice(from).replaceAll('{{', `{${WORD_JOINER}{`)
}
