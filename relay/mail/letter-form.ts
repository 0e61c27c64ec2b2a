import { randomBytes } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Attachment } from './compose.ts'
import { stuffDots } from './wire-content.ts'

/** What is filled in for each message: the fields that differ, the part of boundaries that does, and the texts. */
export type Slot = 'head' | 'boundary' | 'text' | 'html'

/** A message cut at its slots. What is long stays a buffer, for all messages to share. */
export type LetterForm = readonly (string | Buffer | { slot: Slot })[]

/** What a form is made from: which texts there are, and what is the same in every message. */
export type FormSource = {
	texts: readonly ('text' | 'html')[]
	attachments: readonly Attachment[]
	date: Date
}

/** From this length on a stretch is not copied into each message. */
const SHARED_OCTETS = 8 * 1024
/** Random, so that no content can hold a mark; as long as the boundaries to come, so that lines fold alike. */
const MARK_OCTETS = 13

/**
 * Lets MailComposer write one message, with attachments encoded and all, and cuts it at what differs from one message
 * to the next. Ready for DATA, dots doubled.
 */
export async function makeForm({ texts, attachments, date }: FormSource): Promise<LetterForm> {
	const [id, boundary, text, html] = [mark(), mark(), mark(), mark()]
	const contents = { text: encoded(text), html: encoded(html) }
	const raw = await new MailComposer({
		...Object.fromEntries(texts.map((name) => [name, contents[name]])),
		attachments: attachments.map(({ filename, contentType, content }) => ({
			filename,
			contentType: isLeafType(contentType) ? contentType : 'application/octet-stream',
			content
		})),
		messageId: `<${id}>`,
		date,
		baseBoundary: boundary,
		boundaryPrefix: '--=_',
		newline: 'win',
		disableFileAccess: true,
		disableUrlAccess: true
	})
		.compile()
		.build()
	const head = `Message-ID: <${id}>\r\n`
	return cut(stuffDots(raw), { head, boundary, text, html })
}

function cut(raw: Buffer, marks: Record<Slot, string>): LetterForm {
	const slots = Object.entries(marks) as [Slot, string][]
	const next = new Map(slots.map(([slot, mark]) => [slot, raw.indexOf(mark)]))
	const form: (string | Buffer | { slot: Slot })[] = []
	let from = 0
	for (;;) {
		const [first] = [...next].filter(([, at]) => at !== -1).toSorted(([, a], [, b]) => a - b)
		if (!first) return [...form, stretch(raw.subarray(from))]
		const [slot, at] = first
		form.push(stretch(raw.subarray(from, at)), { slot })
		from = at + marks[slot].length
		next.set(slot, raw.indexOf(marks[slot], from))
	}
}

const stretch = (octets: Buffer) => (octets.length < SHARED_OCTETS ? octets.toString('latin1') : octets)

const mark = () => randomBytes(MARK_OCTETS).toString('hex')

/** Quoted-printable even for ASCII: long lines and trailing spaces arrive as they were written, not reflowed. */
function encoded(content: string): { content: string; contentTransferEncoding: 'quoted-printable' } {
	return { content, contentTransferEncoding: 'quoted-printable' }
}

/** A type whose content is encoded as a whole: `message/…` and `multipart/…` would go out as they are. */
function isLeafType(contentType: string): boolean {
	return /^(?!message\/|multipart\/)[\w.+-]{1,100}\/[\w.+-]{1,100}$/i.test(contentType)
}
