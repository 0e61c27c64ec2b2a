import { formatBase64Url, parseBase64Url } from './base64url.ts'

const KEY_ID_OCTETS = 8
const PUBLIC_KEY_OCTETS = 65

/** What a browser needs to seal for a relay; both base64url, the key an uncompressed P-256 point of 65 octets. */
export type SealingPublicKey = { keyId: string; publicKey: string }

/** Tells whether a key id is that of the public key beside it, and the key has the right length. */
export async function isSealingPublicKey({ keyId, publicKey }: SealingPublicKey): Promise<boolean> {
	const bytes = parseBase64Url(publicKey)
	return bytes?.length === PUBLIC_KEY_OCTETS && (await keyIdOf(bytes)) === keyId
}

/** The first 8 octets of SHA-256 of the public key, in base64url. */
export async function keyIdOf(publicKey: Uint8Array<ArrayBuffer>): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', publicKey))
	return formatBase64Url(digest.slice(0, KEY_ID_OCTETS))
}
