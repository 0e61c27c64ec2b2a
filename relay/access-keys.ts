import { deriveBytes } from '#shared/crypto/hkdf.ts'
import { formatBase64Url } from '#shared/crypto/base64url.ts'

/** A key that opens the relay, and whose mailings it opens. */
export type AccessKey = { owner: string; key: string }

const MIN_KEY_LENGTH = 22
const DEFAULT_OWNER = 'club'
const OWNER = /^[\p{L}\p{N}._-]{1,64}$/u
const KEY = /^[\x21-\x2b\x2d-\x7e]+$/

/** The pairs of `RELAY_ACCESS_KEYS`, or what is wrong with them in a few words, without a key in it. */
export function parseAccessKeys(text: string): AccessKey[] | string {
	const keys: AccessKey[] = []
	for (const [index, pair] of text.split(',').entries()) {
		const colon = pair.indexOf(':')
		const owner = pair.slice(0, colon).trim()
		const key = pair.slice(colon + 1).trim()
		const fault = colon === -1 ? 'is not name:key' : findFault(owner, key, keys)
		if (fault !== undefined) return `pair ${index + 1} ${fault}`
		keys.push({ owner, key })
	}
	return keys
}

/** The key of a relay whose environment names none; the same secret gives the same key. */
export async function deriveAccessKey(secret: Uint8Array): Promise<AccessKey> {
	const key = formatBase64Url(await deriveBytes(secret, 'club-manager/access-key/v1', 32))
	return { owner: DEFAULT_OWNER, key }
}

function findFault(owner: string, key: string, others: AccessKey[]): string | undefined {
	if (!OWNER.test(owner)) return 'has no usable name'
	if (!KEY.test(key)) return 'has a key that is not plain characters without spaces'
	if (key.length < MIN_KEY_LENGTH) return `has a key shorter than ${MIN_KEY_LENGTH} characters`
	if (others.some((other) => other.key === key)) return 'repeats a key'
	return undefined
}
