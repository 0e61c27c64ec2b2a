import { envelopeAddress } from '#shared/address.ts'

/** How the reader of one letter leaves: a link of his own, an address to write to, or both. */
export type WayOut = { link: string | undefined; mailto: string | undefined; token: string }

/**
 * The header fields by which a reader leaves, with their line ends (RFC 2369, RFC 8058): the link first, which mail
 * programs prefer. The token in the subject tells whoever reads that mailbox which letter was meant.
 */
export function unsubscribeLines({ link, mailto, token }: WayOut): string {
	const uris = [...(link === undefined ? [] : [link]), ...(mailto === undefined ? [] : [mailtoUri(mailto, token)])]
	if (uris.length === 0) return ''
	const field = `List-Unsubscribe: ${uris.map((uri) => `<${uri}>`).join(',\r\n ')}\r\n`
	return link === undefined ? field : `${field}List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`
}

/** RFC 6068 §2: all but the plainest characters are percent-encoded, in UTF-8. */
function mailtoUri(address: string, token: string): string {
	const [local = '', domain = ''] = envelopeAddress(address).split('@')
	return `mailto:${encodeURIComponent(local)}@${domain}?subject=unsubscribe%20${token}`
}
