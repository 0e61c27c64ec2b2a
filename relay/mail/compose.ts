import { escapeHtml } from '#shared/message/html.ts'
import type { Content, ContentTemplate } from '#shared/message/content.ts'
import { renderTemplate, type FieldValues } from '#shared/message/template.ts'
import { mailboxLine, textLine } from './header-line.ts'
import { delimiter, makeForm, makePart, type LetterForm, type TextSlot } from './letter-form.ts'
import { fillQuoted, quoteTemplate } from './quoted-printable.ts'
import { isAsciiText, type WireContent } from './wire-content.ts'

/** A file in memory: never a path, never a URL. By a `contentId` the HTML may mean it. */
export type Attachment = { filename: string; contentType: string; content: Buffer; contentId?: string }

/** What is the same in every message of a mailing. */
export type Letterhead = {
	sender: { email: string; name?: string; replyTo?: string }
	/** Those that every message has. */
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
	/** Further header fields, each with its line end. */
	furtherLines?: string | undefined
	/** Files of this one, besides those that every message has. */
	ownFiles?: readonly Attachment[] | undefined
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

	const formFor = (texts: ('text' | 'html')[], ownFiles: boolean) => {
		const name = [...texts, ownFiles].join()
		const known = forms.get(name)
		if (known) return known
		const made = makeForm({ texts, attachments, date, ownFiles })
		forms.set(name, made)
		return made
	}

	return async ({ recipient, messageId, boundary, furtherLines = '', ownFiles = [] }) => {
		const { fields = {} } = recipient
		const { text, html } = fill(fields)
		const subject = subjectLine(fields)
		const head = `${from}${mailboxLine('To', recipient)}${replyTo}${subject}Message-ID: ${messageId}\r\n${furtherLines}`
		const texts = [...(text === '' ? [] : ['text' as const]), ...(html === '' ? [] : ['html' as const])]
		const form = await formFor(texts, ownFiles.length > 0)
		return assemble(form, { head, boundary, text, html }, await Promise.all(ownFiles.map(makePart)))
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

function assemble(form: LetterForm, slots: Record<TextSlot, string>, ownParts: readonly Buffer[]): WireContent {
	const parts: Buffer[] = []
	let text = ''
	const share = (octets: Buffer) => {
		parts.push(Buffer.from(text), octets)
		text = ''
	}
	for (const piece of form) {
		// A text that ends its last line by itself needs no further line end.
		if (piece === '\r\n' && text.endsWith(piece)) continue
		if (typeof piece === 'string') text += piece
		else if (Buffer.isBuffer(piece)) share(piece)
		else if (piece.slot !== 'files') text += slots[piece.slot]
		else {
			for (const part of ownParts) {
				text += delimiter(slots.boundary)
				share(part)
			}
		}
	}
	if (text !== '') parts.push(Buffer.from(text))
	const size = parts.reduce((sum, { length }) => sum + length, 0)
	// Texts and attachments are encoded: only an address can go beyond ASCII.
	const utf8Header = !isAsciiText(slots.head)
	return { parts, size, utf8Header, eightBit: utf8Header }
}
