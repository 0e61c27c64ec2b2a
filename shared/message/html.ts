import { fieldSource, parseTemplate } from './template.ts'

const PARAGRAPH = 'margin:0 0 1em;line-height:1.5'
/** The typeface of a message, as inline style: what each system has for reading. */
export const FONT = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:16px'
const BODY = `${FONT};color:#222222`
const LINK = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)»\]]/g

/** Escapes a text for HTML, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;')
}

/**
 * The HTML twin of a plain text: paragraphs, line breaks and links, with inline styles only.
 *
 * Merge fields are kept as they are, fallbacks included, for `renderTemplate` to fill in and escape; braces that are
 * none cannot become any.
 */
export function htmlFromText(text: string): string {
	const html = parseTemplate(text.replace(/\r\n?/g, '\n').trimEnd())
		.map((part) => (typeof part === 'string' ? paragraphsHtml(part) : fieldSource(part)))
		.join('')
	return `<div style="${BODY}">\n<p style="${PARAGRAPH}">${html}</p>\n</div>\n`
}

function paragraphsHtml(text: string): string {
	return text
		.split(/\n{2,}/)
		.map((paragraph) => linkedHtml(paragraph).replaceAll('\n', '<br>\n'))
		.join(`</p>\n<p style="${PARAGRAPH}">`)
}

/** Escapes a text like `literalHtml`, with the addresses of web pages in it as links. */
export function linkedHtml(text: string): string {
	let html = ''
	let from = 0
	for (const match of text.matchAll(LINK)) {
		const url = literalHtml(match[0])
		html += `${literalHtml(text.slice(from, match.index))}<a href="${url}">${url}</a>`
		from = match.index + match[0].length
	}
	return html + literalHtml(text.slice(from))
}

/**
 * Escapes a text in which no merge field is meant, braces included: otherwise one that stands alone could take in the
 * markup up to the next.
 */
export function literalHtml(text: string): string {
	return escapeHtml(text).replaceAll('{', '&#123;').replaceAll('}', '&#125;')
}
