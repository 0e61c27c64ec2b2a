import type { Content } from '#shared/message/content.ts'
import { htmlFromText } from '#shared/message/html.ts'
import type { RichText } from '#shared/message/rich-text.ts'
import type { RichBlock, RichDocument } from './document.ts'
import { richTextFrom } from './from-text.ts'
import { htmlOf } from './html.ts'
import { parseRichText } from './parse.ts'
import { textOf } from './text.ts'

/** What was written: a rich text, or, without `doc`, a plain one; and what stands beneath it. */
export type WrittenText = { body: string; doc?: RichText | undefined; signature?: RichText | undefined }

/**
 * The text of a message and its HTML twin, merge fields still in both. A plain text without signature stays to the letter
 * what it is.
 */
export function writtenContent({ body, doc, signature }: WrittenText): Pick<Content, 'text' | 'html'> {
	if (!doc && !signature) return { text: body, html: htmlFromText(body) }
	const document = documentOf({ body, doc, signature })
	return { text: textOf(document), html: htmlOf(document) }
}

/** What was written as one document, its signature under a line of its own as mail has it. */
export function documentOf({ body, doc, signature }: WrittenText): RichDocument {
	const written = doc ? parseRichText(doc) : richTextFrom(body)
	return signature ? { type: 'doc', content: [...written.content, ...signatureBlocks(signature)] } : written
}

/** By "-- " mail programs know a signature and fold it away. */
function signatureBlocks(signature: RichText): RichBlock[] {
	const { content } = parseRichText(signature)
	const [first, ...others] = content
	const line: RichBlock = { type: 'paragraph', content: [{ type: 'text', text: '-- ' }] }
	if (first?.type !== 'paragraph') return [line, ...content]
	return [{ ...first, content: [...line.content, { type: 'hardBreak' }, ...first.content] }, ...others]
}
