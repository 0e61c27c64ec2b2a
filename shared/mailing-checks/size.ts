import type { AttachedFile } from '#shared/mailing-options.ts'
import { encodedOctets } from '#shared/message/size.ts'

const HEAD_OF_PART = 400
const HEAD_OF_MESSAGE = 2_000

/** Above this, some mailboxes turn a message away. */
export const LARGE_MESSAGE = 10 * 1024 * 1024

/** About how many octets the largest message of a mailing has on the wire: files for one reader count for the largest of them. */
export function estimateMessageSize(texts: readonly string[], attachments: readonly AttachedFile[]): number {
	const sizes = (own: boolean) =>
		attachments.filter((file) => (file.own ?? false) === own).map(({ size }) => encodedOctets(size) + HEAD_OF_PART)
	const bodies = texts.map((text) => encodedOctets(new TextEncoder().encode(text).length))
	const parts = [...bodies, ...sizes(false), Math.max(0, ...sizes(true))]
	return Math.ceil(parts.reduce((sum, size) => sum + size, HEAD_OF_MESSAGE))
}
