/** A picture that is kept as octets, as a `data:` URL. */
export function dataUrlOf({ type, bytes }: { type: string; bytes: Uint8Array }): string {
	return `data:${type};base64,${btoa(Array.from(bytes, (octet) => String.fromCharCode(octet)).join(''))}`
}
