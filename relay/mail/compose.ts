import { escapeHtml } from '#shared/message/html.ts'
import type { Content, ContentTemplate } from '#shared/message/content.ts'
import { renderTemplate, type FieldValues } from '#shared/message/template.ts'
import { mailboxLine, textLine } from './header-line.ts'
import { makeForm, type LetterForm, type Slot } from './letter-form.ts'
import { fillQuoted, quoteTemplate } from './quoted-printable.ts'
import { isAsciiText, type WireContent } from './wire-content.ts'

/** A file that goes with every message of a mailing, already in memory: never a path, never a URL. */
export type Attachment = { filename: string; contentType: string; content: Buffer }

/** What is the same in every message of a mailing. */
export type Letterhead = {
	sender: { email: string; name?: string; replyTo?: string }
	attachments?: readonly Attachment[]
	/** The Date of every message: the same on every try, so that a second copy is the same octet for octet. */
	date: Date
}

/** What differs from one message to the next. */
export type Message = {
	recipient: { email: string; name?: string; fields?: FieldValues }
	/** With its angle brackets, see message-id.ts. */
	messageId: string
	boundary: string
}

/** Makes the message of one recipient. Equal input gives equal octets. Throws on what is not one plain address. */
export type Composer = (message: Message) => Promise<WireContent>

/**
 * Prepares the messages of one mailing: what they have in common is encoded once, and attachments are shared by all.
 *
 * Addresses must be plain ones (shared/address.ts).
 */
export function createComposer({ sender, attachments = [], date }: Letterhead, content: ContentTemplate): Composer {
	const from = mailboxLine('From', sender)
	const replyTo = sender.replyTo === undefined ? '' : mailboxLine('Reply-To', { email: sender.replyTo })
	const subjectLine = createSubjectLine(content)
	const fill = createTextFiller(content)
	const forms = new Map<string, Promise<LetterForm>>()

	const formFor = (texts: ('text' | 'html')[]) => {
		const known = forms.get(texts.join())
		if (known) return known
		const made = makeForm({ texts, attachments, date })
		forms.set(texts.join(), made)
		return made
	}

	return async ({ recipient, messageId, boundary }) => {
		const { fields = {} } = recipient
		const { text, html } = fill(fields)
		const subject = subjectLine(fields)
		const head = `${from}${mailboxLine('To', recipient)}${replyTo}${subject}Message-ID: ${messageId}\r\n`
		const texts = [...(text === '' ? [] : ['text' as const]), ...(html === '' ? [] : ['html' as const])]
		return assemble(await formFor(texts), { head, boundary, text, html })
	}
}

/** A message that is not one of a mailing. */
export type SingleMessage = Letterhead & Message & { content: Content }

/** One message by itself: braces in it are just braces. */
export function composeMessage(input: SingleMessage): Promise<WireContent> {
	const { subject, text, html } = input.content
	const literal = { subject: [subject], text: [text], html: html === undefined ? undefined : [html] }
	return createComposer(input, literal)(input)
}

/** The subject's line, encoded once where it is the same for all. */
function createSubjectLine({ subject }: ContentTemplate): (fields: FieldValues) => string {
	const lineFor = (fields: FieldValues) => textLine('Subject', renderTemplate(subject, fields))
	if (subject.some((part) => typeof part !== 'string')) return lineFor
	const line = lineFor({})
	return () => line
}

function createTextFiller({
	text,
	html = []
}: ContentTemplate): (fields: FieldValues) => Record<'text' | 'html', string> {
	const [quotedText, quotedHtml] = [quoteTemplate(text), quoteTemplate(html)]
	return (fields) => ({
		text: fillQuoted(quotedText, fields),
		html: fillQuoted(quotedHtml, fields, escapeHtml)
	})
}

function assemble(form: LetterForm, slots: Record<Slot, string>): WireContent {
	const parts: Buffer[] = []
	let text = ''
	for (const piece of form) {
		// A text that ends its last line by itself needs no further line end.
		if (piece === '\r\n' && text.endsWith(piece)) continue
		if (typeof piece === 'string') text += piece
		else if (!Buffer.isBuffer(piece)) text += slots[piece.slot]
		else {
			parts.push(Buffer.from(text), piece)
			text = ''
		}
	}
	if (text !== '') parts.push(Buffer.from(text))
	const size = parts.reduce((sum, { length }) => sum + length, 0)
	// Texts and attachments are encoded: only an address can go beyond ASCII.
	const utf8Header = !isAsciiText(slots.head)
	return { parts, size, utf8Header, eightBit: utf8Header }
}
