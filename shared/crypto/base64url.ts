const TEXT = /^[A-Za-z0-9_-]*$/

/** Bytes as base64url without padding (RFC 4648 §5). */
export function formatBase64Url(bytes: Uint8Array): string {
	let binary = ''
	for (const byte of bytes) binary += String.fromCharCode(byte)
	return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The bytes of an unpadded base64url text, `undefined` when it is not one, stray final bits included. */
export function parseBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
	if (!TEXT.test(text) || text.length % 4 === 1) return undefined
	const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
	const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
	return formatBase64Url(bytes) === text ? bytes : undefined
}
