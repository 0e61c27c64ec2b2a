/**
 * Derives bytes for one use from a secret: HKDF-SHA-256 (RFC 5869) with an empty salt.
 *
 * @param info the versioned label of the use, `club-manager/…/v1`: a label is never used twice
 * @param length octets, at most 8160
 */
export async function deriveBytes(secret: Uint8Array, info: string, length: number): Promise<Uint8Array<ArrayBuffer>> {
	const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), 'HKDF', false, ['deriveBits'])
	const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(info) }
	return new Uint8Array(await crypto.subtle.deriveBits(params, key, length * 8))
}
