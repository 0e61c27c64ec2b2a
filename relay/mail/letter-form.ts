import { randomBytes } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Attachment } from './compose.ts'
import { stuffDots } from './wire-content.ts'

/** What is filled in for each message: the fields that differ, the part of boundaries that does, and the texts. */
export type TextSlot = 'head' | 'boundary' | 'text' | 'html'
/** The same, and the parts that the files of one recipient are. */
export type Slot = TextSlot | 'files'

/** A message cut at its slots. What is long stays a buffer, for all messages to share. */
export type LetterForm = readonly (string | Buffer | { slot: Slot })[]

/** What a form is made from: which texts there are, and what is the same in every message. */
export type FormSource = {
	texts: readonly ('text' | 'html')[]
	attachments: readonly Attachment[]
	date: Date
	/** Whether there are files besides, each message its own. */
	ownFiles: boolean
}

/** How every message is written. */
const COMPOSER = { boundaryPrefix: '--=_', newline: 'win', disableFileAccess: true, disableUrlAccess: true } as const

/** From this length on a stretch is not copied into each message. */
const SHARED_OCTETS = 8 * 1024
/** Random, so that no content can hold a mark; as long as the boundaries to come, so that lines fold alike. */
const MARK_OCTETS = 13

/**
 * Lets MailComposer write one message, with attachments encoded and all, and cuts it at what differs from one message
 * to the next. Ready for DATA, dots doubled.
 */
export async function makeForm({ texts, attachments, date, ownFiles }: FormSource): Promise<LetterForm> {
	const [id, boundary, text, html, files] = [mark(), mark(), mark(), mark(), mark()]
	const contents = { text: encoded(text), html: encoded(html) }
	// A message of files alone would have no parts to add another to.
	const bodies = ownFiles && texts.length === 0 ? (['text'] as const) : texts
	const placeholder = { filename: 'x', contentType: 'text/plain', content: Buffer.from('x') }
	const raw = await new MailComposer({
		...Object.fromEntries(bodies.map((name) => [name, contents[name]])),
		attachments: [...attachments, ...(ownFiles ? [placeholder] : [])].map(composerFile),
		messageId: `<${id}>`,
		date,
		baseBoundary: boundary,
		...COMPOSER
	})
		.compile()
		.build()
	const head = `Message-ID: <${id}>\r\n`
	const stuffed = stuffDots(raw)
	if (!ownFiles) return cut(stuffed, { head, boundary, text, html })
	const { start, end } = findLastPart(stuffed, boundary)
	const opened = Buffer.concat([stuffed.subarray(0, start), Buffer.from(files), stuffed.subarray(end)])
	return cut(opened, { head, boundary, text, html, files })
}

/** One file as a part of a message, ready for DATA: what stands between two delimiters. */
export async function makePart(file: Attachment): Promise<Buffer> {
	const boundary = mark()
	const source = { text: 'x', attachments: [composerFile(file)], baseBoundary: boundary, ...COMPOSER }
	const raw = stuffDots(await new MailComposer(source).compile().build())
	const { start, end } = findLastPart(raw, boundary)
	return raw.subarray(start + Buffer.byteLength(delimiter(boundary)), end)
}

/** What stands before each part of a message, and begins what stands after the last. */
export const delimiter = (boundary: string): string => `\r\n----=_-${boundary}-Part_1\r\n`

/** From the delimiter before the last part of a whole message up to the one after it. */
function findLastPart(raw: Buffer, boundary: string): { start: number; end: number } {
	const mark = delimiter(boundary).trimEnd()
	const end = raw.lastIndexOf(mark)
	return { start: raw.lastIndexOf(mark, end - 1), end }
}

function composerFile({ filename, contentType, content, contentId }: Attachment) {
	return {
		filename,
		contentType: isLeafType(contentType) ? contentType : 'application/octet-stream',
		content,
		...(contentId !== undefined && { cid: contentId })
	}
}

function cut(raw: Buffer, marks: Partial<Record<Slot, string>>): LetterForm {
	const slots = Object.entries(marks) as [Slot, string][]
	const next = new Map(slots.map(([slot, mark]) => [slot, raw.indexOf(mark)]))
	const form: (string | Buffer | { slot: Slot })[] = []
	let from = 0
	for (;;) {
		const [first] = [...next].filter(([, at]) => at !== -1).toSorted(([, a], [, b]) => a - b)
		if (!first) return [...form, stretch(raw.subarray(from))]
		const [slot, at] = first
		const mark = marks[slot] ?? ''
		form.push(stretch(raw.subarray(from, at)), { slot })
		from = at + mark.length
		next.set(slot, raw.indexOf(mark, from))
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
