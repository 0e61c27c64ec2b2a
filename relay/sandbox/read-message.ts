import PostalMime from 'postal-mime'
import type { SandboxMessage } from '#shared/wire/sandbox-message.ts'

/** What a mail program would show of a message. What cannot be read is shown as its source alone. */
export async function readMessage(
	octets: Buffer
): Promise<Pick<SandboxMessage, 'subject' | 'text' | 'html' | 'attachments' | 'raw'>> {
	const raw = octets.toString('utf8')
	try {
		const { subject = '', text = '', html, attachments } = await PostalMime.parse(octets)
		return {
			subject,
			text: withoutAddedNewline(text),
			html: html === undefined ? null : withoutAddedNewline(html),
			attachments: attachments.map(({ filename, mimeType, content }) => ({
				filename: filename ?? '',
				contentType: mimeType,
				bytes: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength
			})),
			raw
		}
	} catch {
		return { subject: '', text: '', html: null, attachments: [], raw } // The source is still there to be read.
	}
}

/** The parser ends every text in a line feed, be there one in the message or not. */
function withoutAddedNewline(text: string): string {
	return text.replace(/\n$/, '')
}
