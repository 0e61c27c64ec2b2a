import { err, ok, type Result } from '#shared/result.ts'

/** Why a file cannot be used as a picture: equal to the catalogue's keys. */
export type PictureFault = { code: 'photo-type' | 'photo-too-large' | 'photo-unreadable' }

const MAX_FILE_BYTES = 30 * 1024 * 1024
const MAX_PIXELS = 100_000_000

/**
 * Decodes a picture, turned as the camera was held, and hands it to `use`. Refuses what is no picture, what is heavier than
 * 30 MiB, and what cannot be read or painted.
 */
export async function withPicture<T>(
	file: Blob,
	use: (picture: ImageBitmap) => Promise<T>
): Promise<Result<T, PictureFault>> {
	if (!/^image\/(?!svg)/.test(file.type)) return err({ code: 'photo-type' })
	if (file.size > MAX_FILE_BYTES) return err({ code: 'photo-too-large' })
	try {
		const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
		try {
			if (picture.width * picture.height > MAX_PIXELS) return err({ code: 'photo-too-large' })
			return ok(await use(picture))
		} finally {
			picture.close()
		}
	} catch (error) {
		if (error instanceof DOMException) return err({ code: 'photo-unreadable' })
		throw error
	}
}

/** A surface to paint a picture on. Throws a `DOMException` where the browser has none to give. */
export function surfaceOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
	const surface = canvas.getContext('2d')
	if (!surface) throw new DOMException('no canvas', 'NotSupportedError')
	surface.imageSmoothingQuality = 'high'
	return surface
}
