import PostalMime, { type Attachment, type Email } from 'postal-mime'
import type { Bounce } from '#shared/wire/bounces.ts'
import { classifyReply } from '#relay/mail/classify.ts'
import type { Failure } from '#relay/mail/session.ts'
import { messageIdIn, parseFields, typedValue } from './fields.ts'

/** What a report calls its own part, and what came back; `global` are those of RFC 6533. */
const STATUS_TYPES = ['message/delivery-status', 'message/global-delivery-status']
const RETURNED_TYPES = ['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers']
/** One report is about one message; a message of ours has one recipient. */
const MAX_RECIPIENTS = 100
const MAX_DETAIL = 1000

/** Status codes that speak of message, network, protocol or policy, whatever the words say (RFC 3463 §3). */
const NOT_OF_ADDRESS = /^\d\.[3-7]\./

/**
 * Reads a report of a mail server (RFC 3464) about messages that came back, or are late: nothing for any other mail, nor
 * for the good news that some of them are. `receivedAt` stands in where it does not say when.
 */
export async function parseDeliveryReport(raw: Uint8Array, receivedAt: Date): Promise<Bounce[]> {
	const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true })
	const status = mail.attachments.find(({ mimeType }) => STATUS_TYPES.includes(mimeType))
	if (!status) return []
	const [message = '', ...recipients] = textOf(status)
		.trim()
		.split(/\r?\n[ \t]*\r?\n/)
	const aboutMessage = parseFields(message)
	const messageId = returnedMessageId(mail) ?? null
	const envelopeId = aboutMessage.get('original-envelope-id')?.slice(0, MAX_DETAIL) ?? null
	return recipients
		.slice(0, MAX_RECIPIENTS)
		.map(parseFields)
		.flatMap((fields) => bounceOf(fields, receivedAt) ?? [])
		.map((bounce) => ({ messageId, envelopeId, ...bounce }))
}

/** By what came back; else by what the report answers to, as some servers return nothing. */
function returnedMessageId(mail: Email): string | undefined {
	const returned = mail.attachments.find(({ mimeType }) => RETURNED_TYPES.includes(mimeType))
	const header =
		returned &&
		textOf(returned)
			.trimStart()
			.split(/\r?\n\r?\n/, 1)[0]
	const own = messageIdIn(parseFields(header ?? '').get('message-id'))
	return own ?? messageIdIn(mail.inReplyTo) ?? messageIdIn(mail.references)
}

function bounceOf(
	fields: ReadonlyMap<string, string>,
	receivedAt: Date
): Omit<Bounce, 'messageId' | 'envelopeId'> | undefined {
	const action = fields.get('action')?.toLowerCase()
	if (action !== 'failed' && action !== 'delayed') return undefined
	const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null
	const words = typedValue(fields.get('diagnostic-code')) ?? ''
	const failure = classifyReply('rcpt', replyOf(words, { action, status }))
	const recipient = typedValue(fields.get('original-recipient')) ?? typedValue(fields.get('final-recipient'))
	return {
		recipient: recipient?.replace(/^<|>$/g, '').slice(0, 320) ?? null,
		kind: action === 'failed' && isAddressToBlame(failure, status) ? 'hard' : 'soft',
		action,
		status,
		code: failure.code,
		detail: words.slice(0, MAX_DETAIL),
		at: (dateOf(fields.get('last-attempt-date')) ?? receivedAt).toISOString()
	}
}

/** Whether the address will be of no use the next time either. */
function isAddressToBlame({ code, temporary, policy }: Failure, status: string | null): boolean {
	if (temporary || policy) return false
	return code === 'address-unknown' || (code === 'address-refused' && !NOT_OF_ADDRESS.test(status ?? ''))
}

/** What the server would have said at sending: its words have the same meaning now. */
function replyOf(words: string, { action, status }: { action: string; status: string | null }) {
	const [, digits, enhanced, rest = ''] =
		/^([45]\d\d)?[ -]?(?:#?([45]\.\d{1,3}\.\d{1,3}))?[ -]*([^]*)$/.exec(words) ?? []
	const temporary = action === 'delayed' || status?.startsWith('4') || digits?.startsWith('4')
	const code =
		digits === undefined || digits.startsWith('4') !== Boolean(temporary) ? (temporary ? 450 : 550) : Number(digits)
	return { code, enhanced: enhanced ?? status ?? undefined, lines: [rest.trim()] }
}

function dateOf(text: string | undefined): Date | undefined {
	const at = Date.parse(text?.replace(/\([^)]*\)/g, '') ?? '')
	return Number.isNaN(at) ? undefined : new Date(at)
}

function textOf({ content }: Attachment): string {
	return typeof content === 'string' ? content : new TextDecoder().decode(content)
}
