import type { AttachedFile } from '#shared/mailing-options.ts'
import type { Content } from '#shared/message/content.ts'
import { writtenContent } from '#shared/message/rich/content.ts'
import { parseRichText } from '#shared/message/rich/parse.ts'
import { keepPictures, listPictures } from '#shared/message/rich/pictures.ts'
import type { Confirmed } from './freeze.ts'

type Written = Pick<Confirmed, 'subject' | 'body' | 'doc' | 'signature' | 'attachments'>

/** The content of a draft as it is sent: one line of subject, the text, and its HTML twin. A picture without its file is left out. */
export function contentOf({ subject, body, doc, signature, attachments }: Written): Content {
	return {
		subject: singleLine(subject).trim(),
		...writtenContent({ body, doc: shownDoc(doc, attachments), signature })
	}
}

/** The files that go out with a text: what stands in it no more stays behind. */
export function sentFiles({ doc, attachments = [] }: Pick<Written, 'doc' | 'attachments'>): AttachedFile[] {
	if (!attachments.some(({ contentId }) => contentId)) return attachments
	const shown = new Set(listPictures(doc))
	return attachments.filter(({ contentId }) => contentId === undefined || shown.has(contentId))
}

function shownDoc(doc: Written['doc'], attachments: Written['attachments'] = []): Written['doc'] {
	const stray = listPictures(doc).filter((id) => !attachments.some(({ contentId }) => contentId === id))
	return doc && stray.length > 0 ? keepPictures(parseRichText(doc), (id) => !stray.includes(id)) : doc
}

/** Line ends and NUL as spaces: none may stand in a header, and any value may be put into the subject. */
export function singleLine(text: string): string {
	// eslint-disable-next-line no-control-regex -- control characters are what it looks for
	return text.replace(/[\r\n\u0000]+/g, ' ')
}
