import type { Result } from '#shared/result.ts'
import { surfaceOf, withPicture, type PictureFault } from '#web/pictures/read-picture.ts'

/** A picture of a face, ready to be kept. */
export type ScaledPhoto = { type: 'image/jpeg'; bytes: Uint8Array<ArrayBuffer> }

/** As an identity photo is proportioned (35 × 45 mm), sharp enough for a card: 600 to the inch. */
const WIDTH = 480
const HEIGHT = 600
const QUALITY = 0.85
/** A face stands higher than the middle of a picture that is cut to be wider than it is high. */
const FACE_HEIGHT = 0.4

/**
 * Turns a picture into a small upright JPEG without what a camera writes into it (place, time): cut to the middle, turned as
 * the camera was held. Refuses what is no picture, what is heavier than 30 MiB, and what cannot be read.
 */
export function scalePhoto(file: Blob): Promise<Result<ScaledPhoto, PictureFault>> {
	return withPicture(file, async (picture) => {
		const painted = await paint(picture)
		return { type: 'image/jpeg', bytes: new Uint8Array(await painted.arrayBuffer()) }
	})
}

function paint(picture: ImageBitmap): Promise<Blob> {
	const scale = Math.max(WIDTH / picture.width, HEIGHT / picture.height)
	const shrink = Math.min(1, scale)
	// What is smaller than that is not blown up, only cut to its shape.
	const [width, height] = [Math.round((WIDTH / scale) * shrink), Math.round((HEIGHT / scale) * shrink)]
	const cut = { width: WIDTH / scale, height: HEIGHT / scale }
	const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height))
	const surface = surfaceOf(canvas)
	surface.fillStyle = '#fff'
	surface.fillRect(0, 0, canvas.width, canvas.height)
	const [left, top] = [(picture.width - cut.width) / 2, (picture.height - cut.height) * FACE_HEIGHT]
	surface.drawImage(picture, left, top, cut.width, cut.height, 0, 0, canvas.width, canvas.height)
	return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })
}
