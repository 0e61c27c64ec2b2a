import { escapeHtml } from '#shared/message/html.ts'
import { valueOf, type FieldValues, type Template } from '#shared/message/template.ts'

/** Read on light and on dark. */
const HOLE = 'background:#f7d774;color:#1f1a12;padding:0 0.25em;border-radius:0.25em'

/** The HTML as a recipient gets it, but that what he has no value for is marked; within a link there is no room for it. */
export function markedHtml(template: Template, values: FieldValues, hole: (field: string) => string): string {
	let html = ''
	for (const part of template) {
		if (typeof part === 'string') html += part
		else {
			const value = escapeHtml(valueOf(part, values))
			const isHole = value.trim() === '' && part.fallback === undefined && !html.endsWith('="')
			html += isHole ? `<mark style="${HOLE}">${escapeHtml(hole(part.name))}</mark>` : value
		}
	}
	return html
}
