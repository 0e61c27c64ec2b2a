import type { RichBlock, RichDocument, RichInline } from './document.ts'

/** A plain text as a document that says the same: paragraphs, line breaks, and blank lines beyond the first. */
export function richTextFrom(text: string): RichDocument {
	// Odd places hold what separates.
	const parts = text.replace(/\r\n?/g, '\n').split(/(\n{2,})/)
	const content = parts.flatMap((part, index): RichBlock[] => {
		if (index % 2 === 0) return [{ type: 'paragraph', content: linesOf(part) }]
		return Array.from({ length: part.length - 2 }, () => ({ type: 'paragraph', content: [] }))
	})
	return { type: 'doc', content }
}

function linesOf(paragraph: string): RichInline[] {
	return paragraph
		.split('\n')
		.flatMap((text, index): RichInline[] => [
			...(index > 0 ? [{ type: 'hardBreak' as const }] : []),
			...(text === '' ? [] : [{ type: 'text' as const, text }])
		])
}
