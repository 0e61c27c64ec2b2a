import { createHmac, timingSafeEqual } from 'node:crypto'
import { optOutDigest } from '#shared/crypto/opt-out-digest.ts'

const DIGEST_OCTETS = 16
const MAC_OCTETS = 16
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/**
 * Token of one letter: its digest, and a MAC of that and its owner under the journal's key. 43 characters that hold no
 * address, no name and no id, and that nobody else can make. The same for ever: a second copy must be.
 */
export async function makeToken(
	key: Uint8Array,
	{ owner, mailingId, recipientId }: { owner: string; mailingId: string; recipientId: string }
): Promise<string> {
	const digest = Buffer.from(await optOutDigest(mailingId, recipientId), 'base64url')
	return Buffer.concat([digest, macOf(key, owner, digest)]).toString('base64url')
}

/** Whose letter a token was made for; `undefined` for one that was not made here, or for nobody who is known any more. */
export function readToken(
	key: Uint8Array,
	token: string,
	owners: readonly string[]
): { owner: string; digest: string } | undefined {
	if (!TOKEN.test(token)) return undefined
	const octets = Buffer.from(token, 'base64url')
	const [digest, mac] = [octets.subarray(0, DIGEST_OCTETS), octets.subarray(DIGEST_OCTETS)]
	const owner = owners.find((each) => timingSafeEqual(mac, macOf(key, each, digest)))
	return owner === undefined ? undefined : { owner, digest: digest.toString('base64url') }
}

function macOf(key: Uint8Array, owner: string, digest: Buffer): Buffer {
	const text = JSON.stringify(['unsubscribe', 1, owner, digest.toString('base64url')])
	return createHmac('sha256', key).update(text).digest().subarray(0, MAC_OCTETS)
}
