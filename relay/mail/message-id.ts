import { createHmac, type KeyObject } from 'node:crypto'
import { envelopeAddress } from '#shared/address.ts'

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
const ID_OCTETS = 16

/** Which message is meant: the same on every attempt to send it. */
export type MessageIdentity = { owner: string; mailingId: string; recipientId: string }

/**
 * The Message-ID and the MIME boundary of a message, the same on every attempt and unlike any other's.
 *
 * They tell nothing of the owner, the mailing or the recipient to whoever does not hold the key. Base32 in lower case,
 * because some software folds case.
 *
 * @param key the journal's random key, at least 32 octets
 * @param senderEmail its domain stands right of the `@`
 */
export function deriveMessageNames(
	key: Uint8Array | KeyObject,
	{ owner, mailingId, recipientId }: MessageIdentity,
	senderEmail: string
): { messageId: string; boundary: string } {
	const name = (use: string) =>
		base32(
			createHmac('sha256', key)
				.update(JSON.stringify([use, 1, owner, mailingId, recipientId]))
				.digest()
		)
	const domain = envelopeAddress(senderEmail).split('@').at(-1)
	return { messageId: `<${name('message-id')}@${domain}>`, boundary: name('boundary') }
}

/** The first 128 bits, in 26 characters. */
function base32(digest: Buffer): string {
	let bits = 0n
	for (const octet of digest.subarray(0, ID_OCTETS)) bits = (bits << 8n) | BigInt(octet)
	bits <<= 2n
	let text = ''
	for (let shift = 125n; shift >= 0n; shift -= 5n) text += BASE32[Number((bits >> shift) & 31n)]
	return text
}
