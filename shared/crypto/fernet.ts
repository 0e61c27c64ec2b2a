const VERSION = 0x80
const [HEAD_OCTETS, IV_OCTETS, MAC_OCTETS, BLOCK_OCTETS] = [9, 16, 32, 16]

/**
 * Opens a Fernet token (https://github.com/fernet/spec) whose key is the SHA-256 of a secret, as the old program sealed
 * its SMTP password. Whatever its age. Resolves to `null` when the token is none, or of another secret.
 */
export async function openFernet(token: string, secret: string): Promise<string | null> {
	const octets = octetsOf(token.trim())
	const ciphertext = octets?.subarray(HEAD_OCTETS + IV_OCTETS, -MAC_OCTETS)
	if (!octets || !ciphertext?.length || ciphertext.length % BLOCK_OCTETS !== 0 || octets[0] !== VERSION) return null
	const key = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)))
	const signing = await crypto.subtle.importKey('raw', key.subarray(0, 16), { name: 'HMAC', hash: 'SHA-256' }, false, [
		'verify'
	])
	const mac = octets.subarray(-MAC_OCTETS)
	if (!(await crypto.subtle.verify('HMAC', signing, mac, octets.subarray(0, -MAC_OCTETS)))) return null
	const sealing = await crypto.subtle.importKey('raw', key.subarray(16), 'AES-CBC', false, ['decrypt'])
	const iv = octets.subarray(HEAD_OCTETS, HEAD_OCTETS + IV_OCTETS)
	try {
		const plaintext = await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, sealing, ciphertext)
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plaintext)
	} catch {
		return null // Signed with this very key, and yet no text: nobody can do anything about that.
	}
}

/** The octets of base64url with its padding; `undefined` when it is none. */
function octetsOf(text: string): Uint8Array<ArrayBuffer> | undefined {
	if (!/^[\w-]+={0,2}$/.test(text) || text.length % 4 !== 0) return undefined
	return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
}
