import { createHmac, type KeyObject } from 'node:crypto'
import { envelopeAddress } from '#shared/address.ts'

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
const NAME_OCTETS = 16

/** Whose messages are meant, and of which mailing. */
export type MailingIdentity = { owner: string; mailingId: string }

/** What one message is called. */
export type MessageNames = { messageId: string; boundary: string }

/**
 * Names the messages of one mailing: the Message-ID and the MIME boundary of each, the same on every attempt and unlike
 * any other's.
 *
 * They tell nothing of the owner, the mailing or the recipient to whoever does not hold the key. Base32 in lower case,
 * because some software folds case.
 *
 * @param key the journal's random key, at least 32 octets
 * @param senderEmail its domain stands right of the `@`
 */
export function createMessageNames(
	key: Uint8Array | KeyObject,
	{ owner, mailingId }: MailingIdentity,
	senderEmail: string
): (recipientId: string) => MessageNames {
	const domain = envelopeAddress(senderEmail).split('@').at(-1)
	return (recipientId) => {
		const identity = JSON.stringify(['message', 1, owner, mailingId, recipientId])
		const digest = createHmac('sha256', key).update(identity).digest()
		return { messageId: `<${base32(digest, 0)}@${domain}>`, boundary: base32(digest, NAME_OCTETS) }
	}
}

/** 128 bits from an octet on, in 26 characters. */
function base32(octets: Buffer, from: number): string {
	let text = ''
	let bits = 0
	let value = 0
	for (let at = from; at < from + NAME_OCTETS; at += 1) {
		value = ((value << 8) | (octets[at] ?? 0)) & 0xffff
		for (bits += 8; bits >= 5; bits -= 5) text += BASE32[(value >> (bits - 5)) & 31]
	}
	return text + BASE32[(value << (5 - bits)) & 31]
}
