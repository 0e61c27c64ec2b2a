import type { AttachedFile } from '#shared/mailing-options.ts'

/** Base64 makes four signs of three octets, and ends a line after 76 of them (RFC 2045 §6.8). */
const base64Size = (octets: number) => Math.ceil((Math.ceil(octets / 3) * 4 * 78) / 76)
const HEAD_OF_PART = 400
const HEAD_OF_MESSAGE = 2_000

/** Above this, some mailboxes turn a message away. */
export const LARGE_MESSAGE = 10 * 1024 * 1024

/** About how many octets the largest message of a mailing has on the wire: files for one reader count for the largest of them. */
export function estimateMessageSize(texts: readonly string[], attachments: readonly AttachedFile[]): number {
	const sizes = (own: boolean) =>
		attachments.filter((file) => (file.own ?? false) === own).map(({ size }) => base64Size(size) + HEAD_OF_PART)
	const bodies = texts.map((text) => base64Size(new TextEncoder().encode(text).length))
	const parts = [...bodies, ...sizes(false), Math.max(0, ...sizes(true))]
	return parts.reduce((sum, size) => sum + size, HEAD_OF_MESSAGE)
}
