import { escapeHtml, FONT, linkedHtml, literalHtml } from '#shared/message/html.ts'
import { fieldSource, findFields, parseTemplate } from '#shared/message/template.ts'
import {
	hrefOf,
	type RichBlock,
	type RichCell,
	type RichDocument,
	type RichImage,
	type RichInline,
	type RichListItem,
	type RichTable,
	type RichTextRun
} from './document.ts'

// No colours but a grey that is seen on black as on white: a reader's dark mode chooses its own.
const BODY = `${FONT};line-height:1.5;max-width:42em`
const PARAGRAPH = 'margin:0 0 1em'
const HEADINGS = {
	1: 'margin:1.25em 0 0.5em;font-size:24px;line-height:1.25',
	2: 'margin:1.25em 0 0.5em;font-size:19px;line-height:1.3'
}
const LIST = 'margin:0 0 1em;padding:0 0 0 1.75em'
const ITEM = 'margin:0 0 0.25em'
const IN_ITEM = 'margin:0'
const TABLE = 'border-collapse:collapse;margin:0 0 1em'
const CELL = 'border:1px solid #8c8c8c;padding:6px 10px;text-align:left;vertical-align:top'
const PICTURE = 'max-width:100%;height:auto;border:0'

const TAGS = { bold: 'strong', italic: 'em', underline: 'u' } as const

/** How the paragraphs stand where one is: apart, or close together as in lists and cells. */
type Spacing = typeof PARAGRAPH | typeof IN_ITEM

/**
 * The HTML of a document as it goes into a message: tags, inline styles and links that mail clients keep, and nothing
 * else. Merge fields are kept as they are for `renderTemplate` to fill in and escape; other braces cannot become any.
 */
export function htmlOf({ content }: RichDocument): string {
	return `<div style="${BODY}">\n${blocksHtml(content, PARAGRAPH)}\n</div>\n`
}

const blocksHtml = (blocks: readonly RichBlock[], spacing: Spacing): string =>
	blocks.map((block) => blockHtml(block, spacing)).join('\n')

function blockHtml(block: RichBlock, spacing: Spacing): string {
	switch (block.type) {
		case 'paragraph':
			return `<p style="${spacing}">${inlinesHtml(block.content) || '&nbsp;'}</p>`
		case 'heading': {
			const { level } = block.attrs
			return `<h${level} style="${HEADINGS[level]}">${inlinesHtml(block.content)}</h${level}>`
		}
		case 'bulletList':
			return `<ul style="${LIST}">\n${itemsHtml(block.content)}\n</ul>`
		case 'orderedList': {
			const start = block.attrs.start === 1 ? '' : ` start="${block.attrs.start}"`
			return `<ol${start} style="${LIST}">\n${itemsHtml(block.content)}\n</ol>`
		}
		case 'image':
			return `<p style="${spacing}">${imageHtml(block)}</p>`
		case 'table':
			return tableHtml(block)
	}
}

const itemsHtml = (items: readonly RichListItem[]): string =>
	items.map(({ content }) => `<li style="${ITEM}">${closeHtml(content)}</li>`).join('\n')

/** A single paragraph needs no element of its own. */
function closeHtml(blocks: readonly RichBlock[]): string {
	const [first, ...others] = blocks
	if (first?.type === 'paragraph' && others.length === 0) return inlinesHtml(first.content) || '&nbsp;'
	return blocksHtml(blocks, IN_ITEM)
}

function tableHtml({ content }: RichTable): string {
	const rows = content.map((row) => `<tr>${row.content.map(cellHtml).join('')}</tr>`)
	return `<table cellpadding="0" cellspacing="0" style="${TABLE}">\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`
}

function cellHtml({ type, attrs, content }: RichCell): string {
	const tag = type === 'tableHeader' ? 'th' : 'td'
	const span = (name: 'colspan' | 'rowspan') => (attrs[name] === 1 ? '' : ` ${name}="${attrs[name]}"`)
	return `<${tag}${span('colspan')}${span('rowspan')} style="${CELL}">${closeHtml(content)}</${tag}>`
}

function imageHtml({ attrs: { contentId, alt, width } }: RichImage): string {
	const size = width === null ? '' : ` width="${width}"`
	return `<img src="cid:${escapeHtml(contentId)}" alt="${literalHtml(alt)}"${size} style="${PICTURE}">`
}

function inlinesHtml(inlines: readonly RichInline[]): string {
	let html = ''
	let openHref: string | undefined
	for (const inline of inlines) {
		const href = inline.type === 'text' ? hrefOf(inline) : undefined
		if (href !== openHref) {
			html += `${openHref === undefined ? '' : '</a>'}${href === undefined ? '' : `<a href="${hrefHtml(href)}">`}`
			openHref = href
		}
		html += inline.type === 'text' ? runHtml(inline) : '<br>\n'
	}
	return openHref === undefined ? html : `${html}</a>`
}

/** One that is no merge field has no braces, see `parseHref`. */
const hrefHtml = (href: string): string => (findFields(href).length > 0 ? href : literalHtml(href))

function runHtml({ text, marks = [] }: RichTextRun): string {
	const tags = marks.flatMap((mark) => (mark.type === 'link' ? [] : TAGS[mark.type]))
	// An address that is typed is a link without more ado, but not within one.
	const shown = marks.length > tags.length ? literalHtml : linkedHtml
	const html = parseTemplate(text)
		.map((part) => (typeof part === 'string' ? shown(part) : fieldSource(part)))
		.join('')
	return tags.reduceRight((inside, tag) => `<${tag}>${inside}</${tag}>`, html)
}
