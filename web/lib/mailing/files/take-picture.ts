import type { AttachedFile } from '#shared/mailing-options.ts'
import { ok, type Result } from '#shared/result.ts'
import { addAttachments, readAttachments, type NewFile } from '#web/db/attachments.ts'
import type { StorageFault } from '#web/db/database.ts'
import { surfaceOf, withPicture, type PictureFault } from '#web/pictures/read-picture.ts'

/** A text is 640 px wide in a mail at most; twice as many are sharp on any screen, and more only weigh. */
const MAX_WIDTH = 1280
const SHOWN_WIDTH = 640
/** Octets. Drawings below it stay as they are; above, as a photo is kept, a picture is a fraction of that. */
const LIGHT = 400_000
const QUALITY = 0.85
/** What every mail client shows. A JPEG is painted anew all the same: a camera writes into it where it was. */
const KEPT = ['image/png', 'image/gif']
const ENDINGS: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif' }

/** A picture that was kept for a text; `width`: in CSS pixels, as it is to be shown. */
export type TakenPicture = { file: AttachedFile; contentId: string; width: number }

/** Makes a picture fit for a mail, and keeps it on the device. Fails with what is wrong, and changes nothing then. */
export async function takePicture(file: File): Promise<Result<TakenPicture, PictureFault | StorageFault>> {
	const fit = await withPicture(file, async (picture) => ({
		...(await lighten(file, picture)),
		width: Math.min(SHOWN_WIDTH, picture.width)
	}))
	if (!fit.ok) return fit
	const { width, blob } = fit.value
	const bytes = new Uint8Array(await blob.arrayBuffer())
	const kept = await addAttachments([{ name: nameOf(file.name, blob.type), type: blob.type, bytes, inText: true }])
	if (!kept.ok) return kept
	const [added] = kept.value as [AttachedFile]
	return ok({ file: added, contentId: added.id, width })
}

/**
 * The files of pictures that came into a text by being copied from another, by their `ContentId`s; those whose octets are not
 * on this device are left out.
 */
export async function findPictureFiles(contentIds: readonly string[]): Promise<AttachedFile[]> {
	const bytesById = await readAttachments(contentIds)
	return [...bytesById].map(([id, bytes]) => {
		const type = typeOf(bytes)
		return { id, contentId: id, name: nameOf('image', type), type, size: bytes.length }
	})
}

async function lighten(file: File, picture: ImageBitmap): Promise<{ blob: Blob }> {
	if (KEPT.includes(file.type) && picture.width <= MAX_WIDTH && file.size <= LIGHT) return { blob: file }
	const drawn = file.type === 'image/jpeg' ? undefined : await paint(picture, 'image/png')
	return { blob: drawn && drawn.size <= LIGHT ? drawn : await paint(picture, 'image/jpeg') }
}

function paint(picture: ImageBitmap, type: 'image/png' | 'image/jpeg'): Promise<Blob> {
	const scale = Math.min(1, MAX_WIDTH / picture.width)
	const size = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale)))
	const [width = 1, height = 1] = size
	const canvas = new OffscreenCanvas(width, height)
	const surface = surfaceOf(canvas)
	if (type === 'image/jpeg') {
		// It knows no transparency.
		surface.fillStyle = '#fff'
		surface.fillRect(0, 0, width, height)
	}
	surface.drawImage(picture, 0, 0, width, height)
	return canvas.convertToBlob({ type, quality: QUALITY })
}

const nameOf = (name: string, type: string): NewFile['name'] =>
	`${name.replace(/\.[^.]*$/, '').slice(0, 200) || 'image'}.${ENDINGS[type] ?? 'png'}`

/** By the first octet: no more than these is ever kept for a text. */
const typeOf = ([first]: Uint8Array): string =>
	first === 0xff ? 'image/jpeg' : first === 0x47 ? 'image/gif' : 'image/png'
