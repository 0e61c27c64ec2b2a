import { parseTemplate } from './template.ts'

const PARAGRAPH = 'margin:0 0 1em;line-height:1.5'
const BODY =
	'font-family:system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:16px;color:#222222'
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
 * Merge fields are kept as they are, fallbacks included, for `renderTemplate` to fill in and escape.
 */
export function htmlFromText(text: string): string {
	const html = text
		.replace(/\r\n?/g, '\n')
		.replace(/\n+$/, '')
		.split(/\n{2,}/)
		.map((paragraph) => `<p style="${PARAGRAPH}">${inlineHtml(paragraph)}</p>`)
		.join('\n')
	return `<div style="${BODY}">\n${html}\n</div>\n`
}

function inlineHtml(paragraph: string): string {
	return parseTemplate(paragraph)
		.map((part) => {
			if (typeof part === 'string') return linkedHtml(part).replaceAll('\n', '<br>\n')
			return part.fallback === undefined ? `{{${part.name}}}` : `{{${part.name}|${part.fallback}}}`
		})
		.join('')
}

function linkedHtml(text: string): string {
	let html = ''
	let from = 0
	for (const match of text.matchAll(LINK)) {
		const url = escapeHtml(match[0])
		html += `${escapeHtml(text.slice(from, match.index))}<a href="${url}">${url}</a>`
		from = match.index + match[0].length
	}
	return html + escapeHtml(text.slice(from))
}
