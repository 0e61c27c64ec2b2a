import { isLogo } from '#shared/club-look.ts'
import { err, ok, type Result } from '#shared/result.ts'

/** Why a file cannot be the logo: equal to the catalogue's keys. */
export type LogoFault = { code: 'logo-type' | 'logo-too-large' | 'logo-unreadable' }

/** What the file chooser offers. */
export const LOGO_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml']

const MAX_FILE_BYTES = 5 * 1024 * 1024
const MAX_PIXELS = 50_000_000
/** Sides of the picture that is kept, the largest first: the next is tried while the picture is too heavy to keep. */
const SIDES = [256, 128]
/** A drawing without a size of its own. */
const DRAWN_SIDE = 256

/**
 * Turns a picture into a small one made of pixels only, as a `data:` URL: a drawing (SVG) is painted, so that nothing in it
 * can load or run. Refuses what is no picture, what is heavier than 5 MiB and what cannot be read.
 */
export async function scaleLogo(file: Blob): Promise<Result<string, LogoFault>> {
	if (!LOGO_TYPES.includes(file.type)) return err({ code: 'logo-type' })
	if (file.size > MAX_FILE_BYTES) return err({ code: 'logo-too-large' })

	const url = URL.createObjectURL(file)
	try {
		const picture = new Image()
		picture.src = url
		await picture.decode()
		if (picture.naturalWidth * picture.naturalHeight > MAX_PIXELS) return err({ code: 'logo-unreadable' })
		const logo = SIDES.map((side) => paint(picture, side)).find(isLogo)
		return logo === undefined ? err({ code: 'logo-unreadable' }) : ok(logo)
	} catch (error) {
		if (error instanceof DOMException) return err({ code: 'logo-unreadable' })
		throw error
	} finally {
		URL.revokeObjectURL(url)
	}
}

/** The picture within a square of that side, never larger than it is, unless it is a drawing without a size. */
function paint(picture: HTMLImageElement, side: number): string {
	const width = picture.naturalWidth || DRAWN_SIDE
	const height = picture.naturalHeight || DRAWN_SIDE
	const scale = Math.min(1, side / Math.max(width, height))
	const canvas = document.createElement('canvas')
	canvas.width = Math.max(1, Math.round(width * scale))
	canvas.height = Math.max(1, Math.round(height * scale))
	const surface = canvas.getContext('2d')
	if (!surface) throw new DOMException('no canvas', 'NotSupportedError')
	surface.imageSmoothingQuality = 'high'
	surface.drawImage(picture, 0, 0, canvas.width, canvas.height)
	// A browser that cannot write WebP answers with PNG.
	return canvas.toDataURL('image/webp', 0.9)
}
