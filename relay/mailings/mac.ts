import { createHash, createHmac, type KeyObject } from 'node:crypto'
import type { MailingRequest, Recipient } from '#shared/wire/mailing.ts'
import type { Unsubscribe } from '#shared/wire/unsubscribe.ts'
import type { Attachment } from '#relay/mail/compose.ts'

/** The journal's key; as a `KeyObject` where there are many to make, since that is several times as fast. */
type Key = Uint8Array | KeyObject

/** What a mailing says, and who says it; `attachments` are those that every recipient gets. */
export type MailingContent = Pick<MailingRequest, 'createdAt' | 'subject' | 'text' | 'html' | 'sender'> & {
	attachments: readonly Attachment[]
	unsubscribe?: Unsubscribe | undefined
}

/** What one recipient is to his mailing; `attachments` are his alone. */
export type Addressee = Pick<Recipient, 'email' | 'name' | 'fields'> & { attachments?: readonly Attachment[] }

/**
 * MAC of what every recipient gets: another one under the same mailing id is another mailing. An instant counts, not
 * its spelling. Optional parts count only when they are there, so that later ones leave the MACs of today as they are:
 * `tests/vectors/mac.json` holds them for ever.
 */
export function contentMac(key: Key, { createdAt, attachments, ...content }: MailingContent): string {
	const { subject, text, html, sender, unsubscribe } = content
	const files = attachments.map(digestOf)
	return macOf(key, {
		use: 'content',
		createdAt: Date.parse(createdAt),
		subject,
		text,
		html,
		sender,
		files,
		unsubscribe
	})
}

/** MAC of what one recipient is to his mailing: address, name, merge fields, and the files that only he gets. */
export function messageMac(key: Key, { email, name, fields, attachments = [] }: Addressee): string {
	return macOf(key, {
		use: 'message',
		email,
		name,
		fields: fields && Object.keys(fields).length > 0 ? fields : undefined,
		files: attachments.length > 0 ? attachments.map(digestOf) : undefined
	})
}

/** Name of an SMTP account for its quota: tells neither host nor user to whoever does not hold the key. */
export function accountName(key: Key, { host, username }: { host: string; username: string }): string {
	return macOf(key, { use: 'account', host, username })
}

function digestOf({ filename, contentType, contentId, content }: Attachment): Record<string, unknown> {
	const sha256 = createHash('sha256').update(content).digest('base64url')
	return { filename, contentType, contentId, sha256 }
}

function macOf(key: Key, value: Record<string, unknown>): string {
	return createHmac('sha256', key).update(canonicalJson(value)).digest('base64url')
}

/** JSON with sorted keys; what is undefined is left out. */
function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_key, each: unknown) =>
		typeof each === 'object' && each !== null && !Array.isArray(each)
			? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
			: each
	)
}
