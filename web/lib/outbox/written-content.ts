import type { Content } from '#shared/message/content.ts'
import { writtenContent } from '#shared/message/rich/content.ts'
import type { Confirmed } from './freeze.ts'

/** The content of a draft as it is sent: one line of subject, the text, and its HTML twin. */
export function contentOf({
	subject,
	body,
	doc,
	signature
}: Pick<Confirmed, 'subject' | 'body' | 'doc' | 'signature'>): Content {
	return { subject: singleLine(subject).trim(), ...writtenContent({ body, doc, signature }) }
}

/** Line ends and NUL as spaces: none may stand in a header, and any value may be put into the subject. */
export function singleLine(text: string): string {
	// eslint-disable-next-line no-control-regex -- control characters are what it looks for
	return text.replace(/[\r\n\u0000]+/g, ' ')
}
