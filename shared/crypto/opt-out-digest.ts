import { formatBase64Url } from './base64url.ts'

const OCTETS = 16

/**
 * What a letter is called among those who opted out: the first 16 octets of SHA-256 of
 * `JSON.stringify(["opt-out",1,mailingId,recipientId])`, in base64url. The relay keeps no more than this; the app makes it
 * of what it has sent, and so knows who it was.
 */
export async function optOutDigest(mailingId: string, recipientId: string): Promise<string> {
	const letter = new TextEncoder().encode(JSON.stringify(['opt-out', 1, mailingId, recipientId]))
	const digest = await crypto.subtle.digest('SHA-256', letter)
	return formatBase64Url(new Uint8Array(digest, 0, OCTETS))
}
