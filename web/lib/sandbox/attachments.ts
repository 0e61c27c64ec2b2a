import PostalMime from 'postal-mime'
import { dataUrlOf } from '#web/pictures/data-url.ts'
import { saveFile } from '#web/ui/save-file.ts'

/**
 * Gives the person an attachment of a message as a file, the `index`-th as the relay lists them.
 * Resolves to whether it could be read.
 */
export async function saveAttachment(raw: string, index: number): Promise<boolean> {
	const { attachments } = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' })
	const attachment = attachments[index]
	if (!attachment) return false
	const { content, filename, mimeType } = attachment
	saveFile(filename ?? 'piece-jointe', content as ArrayBuffer, mimeType)
	return true
}

/** Where the pictures inside a message can be seen, by their Content-IDs (RFC 2392). */
export async function readInlinePictures(raw: string): Promise<Map<string, string>> {
	const { attachments } = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' })
	return new Map(
		attachments.flatMap(({ contentId, content, mimeType }) => {
			const isPicture = contentId !== undefined && /^image\/(png|jpeg|gif)$/.test(mimeType)
			const bytes = new Uint8Array(content as ArrayBuffer)
			return isPicture ? [[contentId.replace(/^<|>$/g, ''), dataUrlOf({ type: mimeType, bytes })] as const] : []
		})
	)
}
