import type { AttachedFile } from '#shared/mailing-options.ts'
import { readAttachments } from '#web/db/attachments.ts'
import { dataUrlOf } from '#web/pictures/data-url.ts'

/** Where the pictures of a mailing can be seen, by their `ContentId`s, inside a frame that reaches nothing else. */
export async function readPictureUrls(files: readonly AttachedFile[]): Promise<Map<string, string>> {
	const pictures = files.filter(({ contentId }) => contentId !== undefined)
	const bytesById = await readAttachments(pictures.map(({ id }) => id))
	return new Map(
		pictures.flatMap(({ id, contentId = '', type }) => {
			const bytes = bytesById.get(id)
			return bytes ? [[contentId, dataUrlOf({ type, bytes })] as const] : []
		})
	)
}

/**
 * The HTML of a message with its own pictures put in (RFC 2392), for a place that knows no other parts of it; where one is not
 * there, or not yet, stands what is said of it.
 */
export const withPictures = (html: string, urlsById: ReadonlyMap<string, string>): string =>
	html.replace(/ src="cid:([^"]*)"/g, (_, id: string) => {
		const url = urlsById.get(id)
		return url === undefined ? '' : ` src="${url}"`
	})
