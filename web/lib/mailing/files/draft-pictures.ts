import { listPictures } from '#shared/message/rich/pictures.ts'
import type { RichText } from '#shared/message/rich-text.ts'
import { readAttachments } from '#web/db/attachments.ts'
import type { PictureAttributes } from '#web/mailing/editor/picture-node.ts'
import { pictureFaultText } from '#web/pictures/fault-words.ts'
import type { MailingDraft } from '#web/state/mailing-draft.svelte.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { findPictureFiles, takePicture } from './take-picture.ts'

/** The pictures of a draft: read from the device, and kept with it. */
export const picturesOf = (draft: MailingDraft) => ({
	async source(contentId: string): Promise<Blob | undefined> {
		const bytes = (await readAttachments([contentId])).get(contentId)
		return bytes && new Blob([bytes as Uint8Array<ArrayBuffer>])
	},
	async take(file: File): Promise<PictureAttributes | undefined> {
		const taken = await takePicture(file)
		if (!taken.ok) {
			toasts.add(pictureFaultText(taken.error), { tone: 'danger' })
			return undefined
		}
		const { contentId, width } = taken.value
		draft.attachments = [...draft.attachments, taken.value.file]
		return { contentId, alt: '', width }
	}
})

/** Makes the draft's own what was copied into it from another text, so that it goes out with it. */
export async function adoptPictures(draft: MailingDraft, doc: RichText): Promise<void> {
	const known = new Set(draft.attachments.flatMap(({ contentId }) => contentId ?? []))
	const strange = listPictures(doc).filter((id) => !known.has(id))
	if (strange.length === 0) return
	const found = (await findPictureFiles(strange)).filter(({ id }) => !draft.attachments.some((file) => file.id === id))
	if (found.length > 0) draft.attachments = [...draft.attachments, ...found]
}
