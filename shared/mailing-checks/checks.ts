import type { Day } from '#shared/day.ts'
import type { AttachedFile } from '#shared/mailing-options.ts'
import type { RichText } from '#shared/message/rich-text.ts'
import { listDocParts } from './doc-parts.ts'
import { findLinkFaults, findTextLinkFaults, type LinkFault } from './links.ts'
import { estimateMessageSize, LARGE_MESSAGE } from './size.ts'
import { findPromisedFile, findWordingFaults, type WordingFault } from './wording.ts'
import { findOddDays, type WrittenDay } from './written-days.ts'

/** What is looked at before a mailing leaves. */
export type CheckedMailing = {
	subject: string
	/** What it says in plain text. */
	text: string
	html: string
	doc?: RichText | undefined
	attachments: readonly AttachedFile[]
	attachmentRule?: string | undefined
	today: Day
	/** What the relay takes: octets of a message and files of it; absent when it never answered. */
	limits?: { messageBytes: number; attachments: number } | undefined
}

/** Something to look at again. Whoever wants to sends all the same, unless it is one of `REFUSED`. */
export type CheckFinding =
	| (LinkFault & { topic: 'links' })
	| (WordingFault & { topic: 'wording' })
	| { topic: 'days'; code: 'day-odd'; day: WrittenDay }
	| { topic: 'pictures'; code: 'picture-without-alt'; count: number }
	| { topic: 'pictures'; code: 'picture-alone' }
	| { topic: 'files'; code: 'file-forgotten'; words: string }
	| { topic: 'files'; code: 'file-empty'; name: string }
	| { topic: 'files'; code: 'files-too-many'; count: number; most: number }
	| { topic: 'size'; code: 'size-large'; size: number }
	| { topic: 'size'; code: 'size-refused'; size: number; most: number }

/** What a finding is about: those without any are good. */
export type CheckTopic = CheckFinding['topic']
export const CHECK_TOPICS = ['links', 'days', 'wording', 'pictures', 'files', 'size'] as const satisfies CheckTopic[]

const REFUSED: readonly CheckFinding['code'][] = ['size-refused', 'files-too-many']

/** Tells whether the relay would not take the mailing like this. */
export const isRefused = ({ code }: Pick<CheckFinding, 'code'>): boolean => REFUSED.includes(code)

/** Looks through a mailing as an attentive reader would; in the order of the topics, what would be refused first. */
export function checkMailing(mailing: CheckedMailing): CheckFinding[] {
	const { subject, text, doc, today } = mailing
	const parts = doc ? listDocParts(doc) : { links: [], pictures: [] }
	// The links of a document are looked at once: neither their words nor where they lead are links that were only typed.
	const typed = parts.links.reduce((rest, { text: words, href }) => rest.replace(words, ' ').replace(href, ' '), text)
	const links = [...findLinkFaults(parts.links), ...findTextLinkFaults(typed)]
	const findings: CheckFinding[] = [
		...links.map((fault) => ({ ...fault, topic: 'links' as const })),
		...findOddDays(`${subject}\n${text}`, today).map((day) => ({
			topic: 'days' as const,
			code: 'day-odd' as const,
			day
		})),
		...findWordingFaults(subject, text).map((fault) => ({ ...fault, topic: 'wording' as const })),
		...checkPictures(parts.pictures, text),
		...checkFiles(mailing),
		...checkSize(mailing)
	]
	return [...findings.filter(isRefused), ...findings.filter((finding) => !isRefused(finding))]
}

const FEW_WORDS = 20

function checkPictures(pictures: { alt: string }[], text: string): CheckFinding[] {
	const count = pictures.filter(({ alt }) => alt.trim() === '').length
	const words = pictures.reduce((rest, { alt }) => rest.replace(`[${alt.trim()}]`, ''), text)
	const alone = pictures.length > 0 && words.replaceAll(/\s/g, '').length < FEW_WORDS
	return [
		...(count > 0 ? [{ topic: 'pictures' as const, code: 'picture-without-alt' as const, count }] : []),
		...(alone ? [{ topic: 'pictures' as const, code: 'picture-alone' as const }] : [])
	]
}

function checkFiles({ text, attachments, attachmentRule, limits }: CheckedMailing): CheckFinding[] {
	const files = attachments.filter(({ contentId }) => contentId === undefined)
	const words = files.length === 0 && !attachmentRule ? findPromisedFile(text) : undefined
	const shared = attachments.filter(({ own }) => !own).length
	const count = shared + (attachments.length > shared ? 1 : 0)
	const most = limits?.attachments ?? Infinity
	return [
		...(words === undefined ? [] : [{ topic: 'files' as const, code: 'file-forgotten' as const, words }]),
		...files
			.filter(({ size }) => size === 0)
			.map(({ name }) => ({ topic: 'files' as const, code: 'file-empty' as const, name })),
		...(count > most ? [{ topic: 'files' as const, code: 'files-too-many' as const, count, most }] : [])
	]
}

function checkSize({ text, html, attachments, limits }: CheckedMailing): CheckFinding[] {
	const size = estimateMessageSize([text, html], attachments)
	const most = limits?.messageBytes ?? Infinity
	if (size > most) return [{ topic: 'size', code: 'size-refused', size, most }]
	return size > LARGE_MESSAGE ? [{ topic: 'size', code: 'size-large', size }] : []
}
