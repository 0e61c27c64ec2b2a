import { escapeHtml } from './html.ts'
import { listMissingFields, parseTemplate, renderTemplate, type FieldValues, type Template } from './template.ts'

/** What a mailing says, with its merge fields still in it. */
export type Content = { subject: string; text: string; html?: string }

/** A mailing's content, cut at its fields once for all recipients. */
export type ContentTemplate = { subject: Template; text: Template; html: Template | undefined }

/** Prepares a content for rendering. */
export function parseContent({ subject, text, html }: Content): ContentTemplate {
	return {
		subject: parseTemplate(subject),
		text: parseTemplate(text),
		html: html === undefined ? undefined : parseTemplate(html)
	}
}

/**
 * The message exactly as one recipient gets it: what the preview shows, and what the relay's messages are held to.
 *
 * Values are HTML-escaped in `html` only. Fields without value and fallback are left out.
 */
export function renderContent({ subject, text, html }: ContentTemplate, values: FieldValues): Content {
	return {
		subject: renderTemplate(subject, values),
		text: renderTemplate(text, values),
		...(html && { html: renderTemplate(html, values, escapeHtml) })
	}
}

/** Names of the fields for which a recipient has no value and the content no fallback, each once. */
export function listMissingInContent({ subject, text, html }: ContentTemplate, values: FieldValues): string[] {
	return listMissingFields([...subject, ...text, ...(html ?? [])], values)
}
