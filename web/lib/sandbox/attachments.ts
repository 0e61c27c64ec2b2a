import PostalMime from 'postal-mime'
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
