import { describe, expect, test } from 'vitest'
import { isLogo } from '#shared/club-look.ts'
import { scaleLogo } from '#web/preferences/logo.ts'

/** A picture of that size, as a person's file. */
async function picture(width: number, height: number, type = 'image/png'): Promise<Blob> {
	const canvas = new OffscreenCanvas(width, height)
	canvas.getContext('2d')?.fillRect(0, 0, width, height / 2)
	return canvas.convertToBlob({ type })
}

async function sizeOf(logo: string): Promise<[number, number]> {
	const image = new Image()
	image.src = logo
	await image.decode()
	return [image.naturalWidth, image.naturalHeight]
}

async function scaled(file: Blob): Promise<string> {
	const logo = await scaleLogo(file)
	if (!logo.ok) throw new Error(logo.error.code)
	return logo.value
}

const drawing = (body: string, attributes = '') =>
	new Blob([`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${body}</svg>`], { type: 'image/svg+xml' })

describe('scaleLogo', () => {
	test.each(['image/png', 'image/jpeg', 'image/webp'])('scales %s down, keeping its shape', async (type) => {
		const logo = await scaled(await picture(1200, 600, type))

		expect(isLogo(logo)).toBe(true)
		expect(await sizeOf(logo)).toEqual([256, 128])
	})

	test('does not enlarge a small picture', async () => {
		expect(await sizeOf(await scaled(await picture(40, 60)))).toEqual([40, 60])
	})

	test('paints a drawing, and leaves what could run or load behind', async () => {
		const hostile = drawing(
			'<script>document.title = "taken"</script><rect width="10" height="10"/><image href="https://example.org/x.png"/>',
			'width="500" height="500"'
		)

		const logo = await scaled(hostile)

		expect(logo).toMatch(/^data:image\/(webp|png);base64,/)
		expect(document.title).not.toBe('taken')
	})

	test('refuses what is no picture', async () => {
		const text = new Blob(['Nom;Prénom'], { type: 'text/csv' })

		expect(await scaleLogo(text)).toEqual({ ok: false, error: { code: 'logo-type' } })
	})

	test('refuses a picture heavier than five megabytes', async () => {
		const heavy = new Blob([new Uint8Array(5 * 1024 * 1024 + 1)], { type: 'image/png' })

		expect(await scaleLogo(heavy)).toEqual({ ok: false, error: { code: 'logo-too-large' } })
	})

	test.each([
		['a damaged picture', new Blob(['not a picture'], { type: 'image/png' })],
		['a picture of far too many pixels', drawing('<rect/>', 'width="40000" height="40000"')]
	])('refuses %s', async (_, file) => {
		expect(await scaleLogo(file)).toEqual({ ok: false, error: { code: 'logo-unreadable' } })
	})
})
