import { encodeWord, foldLines } from 'nodemailer/lib/mime-funcs'
import MimeNode from 'nodemailer/lib/mime-node'
import { envelopeAddress } from '#shared/address.ts'

/** Where lines are folded, and what no line may exceed (RFC 5322 §2.1.1). */
const FOLD_AT = 76
const MAX_LINE = 998
/** Longest encoded word, as MailComposer makes them. */
const WORD_LENGTH = 52
/** What nodemailer would leave as it is, as nearly all mailboxes are; asking it costs more than the rest of a message. */
const PLAIN_ADDRESS = /^[a-z0-9._+-]+@[a-z0-9.-]+$/i
const PLAIN_NAME = /^[\w ]*$/

export type Mailbox = { email: string; name?: string | undefined }

const node = new MimeNode()

/** A header field that is a text, encoded and folded, with its line end. An empty text makes no field. */
export function textLine(field: 'Subject', text: string): string {
	if (text === '') return ''
	const line = fold(`${field}: ${node.encodeHeaderValue(field, text)}`)
	// Without a space to fold at, and without a letter that had to be encoded.
	return isShort(line) ? line : fold(`${field}: ${encodeWord(text, 'Q', WORD_LENGTH)}`)
}

/**
 * A header field that is a mailbox, encoded and folded, with its line end. Domains are in A-labels: whoever reads the
 * header may know nothing of RFC 6532. Throws on what is not one plain address.
 */
export function mailboxLine(field: 'From' | 'To' | 'Reply-To', { email, name = '' }: Mailbox): string {
	const address = envelopeAddress(email)
	if (PLAIN_ADDRESS.test(address) && PLAIN_NAME.test(name)) {
		const line = `${field}: ${name === '' ? address : `${name} <${address}>`}`
		if (line.length < FOLD_AT) return `${line}\r\n`
	}
	const line = fold(`${field}: ${node.encodeHeaderValue(field, { address, name })}`)
	if (isShort(line)) return line
	const bare = node.encodeHeaderValue(field, { address, name: '' })
	return fold(`${field}: ${encodeWord(name, 'Q', WORD_LENGTH)} ${bare.startsWith('<') ? bare : `<${bare}>`}`)
}

function fold(field: string): string {
	return `${foldLines(field, FOLD_AT)}\r\n`
}

function isShort(lines: string): boolean {
	return lines.length <= MAX_LINE || lines.split('\r\n').every((line) => line.length <= MAX_LINE)
}
