/** A picture of one colour. */
export async function paintedPicture(
	width: number,
	height: number,
	type = 'image/png',
	name = 'moi.png'
): Promise<File> {
	const canvas = new OffscreenCanvas(width, height)
	const surface = canvas.getContext('2d')
	if (surface) {
		surface.fillStyle = '#24437a'
		surface.fillRect(0, 0, width, height)
	}
	return new File([await canvas.convertToBlob({ type })], name, { type })
}

/** Width and height of a picture, in pixels. */
export async function sizeOfPicture(bytes: Uint8Array<ArrayBuffer>): Promise<[number, number]> {
	const { width, height } = await createImageBitmap(new Blob([bytes]))
	return [width, height]
}
