import MailComposer from 'nodemailer/lib/mail-composer'
import { envelopeAddress } from '#shared/address.ts'
import type { Content } from '#shared/message/content.ts'

/** A file that goes with every message of a mailing, already in memory: never a path, never a URL. */
export type Attachment = { filename: string; contentType: string; content: Buffer }

/** What is the same in every message of a mailing. */
export type Letterhead = {
	sender: { email: string; name?: string; replyTo?: string }
	attachments?: readonly Attachment[]
	/** The Date of every message: the same on every try, so that a second copy is the same octet for octet. */
	date: Date
}

/** What differs from one message to the next; `content` is rendered, see shared/message/content.ts. */
export type Message = {
	recipient: { email: string; name?: string }
	content: Content
	/** With its angle brackets, see message-id.ts. */
	messageId: string
	boundary: string
}

/**
 * Makes the messages of one mailing: for one recipient, the whole of RFC 5322 with CRLF line ends, ready for DATA but
 * for the dots. Equal input gives equal octets.
 *
 * Addresses must be plain ones (shared/address.ts): nodemailer interprets everything else. Throws on any other.
 */
export function createComposer({ sender, attachments = [], date }: Letterhead): (message: Message) => Promise<Buffer> {
	const from = mailbox(sender.email, sender.name)
	const replyTo = sender.replyTo === undefined ? undefined : mailbox(sender.replyTo)
	const files = attachments.map(({ filename, contentType, content }) => ({
		filename,
		contentType: isLeafType(contentType) ? contentType : 'application/octet-stream',
		content
	}))
	return async ({ recipient, content, messageId, boundary }) =>
		new MailComposer({
			from,
			to: mailbox(recipient.email, recipient.name),
			replyTo,
			subject: content.subject,
			...(content.text !== '' && { text: encoded(content.text) }),
			...(content.html && { html: encoded(content.html) }),
			attachments: [...files],
			messageId,
			date,
			baseBoundary: boundary,
			boundaryPrefix: '--=_',
			newline: 'win',
			disableFileAccess: true,
			disableUrlAccess: true
		})
			.compile()
			.build()
}

/** One message by itself, for what is not a mailing. */
export function composeMessage(input: Letterhead & Message): Promise<Buffer> {
	return createComposer(input)(input)
}

/** Domains in A-labels: whoever reads the header may know nothing of RFC 6532. */
function mailbox(email: string, name = ''): { address: string; name: string } {
	return { address: envelopeAddress(email), name }
}

/** Quoted-printable even for ASCII: long lines and trailing spaces arrive as they were written, not reflowed. */
function encoded(content: string): { content: string; contentTransferEncoding: 'quoted-printable' } {
	return { content, contentTransferEncoding: 'quoted-printable' }
}

/** A type whose content is encoded as a whole: `message/…` and `multipart/…` would go out as they are. */
function isLeafType(contentType: string): boolean {
	return /^(?!message\/|multipart\/)[\w.+-]{1,100}\/[\w.+-]{1,100}$/i.test(contentType)
}
