import type { Mailing } from '#shared/mailing.ts'

/**
 * SHA-256, in hexadecimal, of a mailing's subject, an empty line and its text, in UTF-8: anybody who has both can make it
 * again. Merge fields stand in it as they were written.
 */
export async function digestOf({ subject, text }: Pick<Mailing, 'subject' | 'text'>): Promise<string> {
	const octets = new TextEncoder().encode(`${subject}\n\n${text}`)
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', octets))
	return Array.from(digest, (octet) => octet.toString(16).padStart(2, '0')).join('')
}
