/** Longest side of a picture on paper, in pixels: some 600 to the inch on a card. */
const MAX_PIXELS = 800

/** A picture as a PNG, which every printer's file can hold; '' for none, and for one that cannot be drawn. */
export async function asPng(src: string): Promise<string> {
	if (src === '') return ''
	const image = new Image()
	image.src = src
	try {
		await image.decode()
	} catch {
		return '' // What is no picture is left out: the rest of the page matters more.
	}
	const scale = Math.min(1, MAX_PIXELS / Math.max(image.naturalWidth, image.naturalHeight))
	const canvas = document.createElement('canvas')
	canvas.width = Math.max(1, Math.round(image.naturalWidth * scale))
	canvas.height = Math.max(1, Math.round(image.naturalHeight * scale))
	canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
	return canvas.toDataURL('image/png')
}
