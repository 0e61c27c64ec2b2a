/*
 * Draws the app's icons from web/static/icon.svg into web/static/icons/. Run it after changing the drawing:
 * `node scripts/icons.js`; its output is committed.
 */
import { mkdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from './chromium.js'

const STATIC = new URL('../web/static/', import.meta.url)
const drawing = await readFile(new URL('icon.svg', STATIC), 'utf8')
const ground = 'rx="22" fill="#24437a"'
if (!drawing.includes(ground)) throw new Error('icon.svg has no ground that this script knows')

/** The ground up to the edge and the sign inside the safe circle: systems cut the corners as they please. */
const maskable = drawing
	.replace(ground, 'fill="#24437a"')
	.replace('<g transform="', '<g transform="translate(3.84 3.84) scale(0.92) ')

/** One colour: the sign alone; what is ink on the slip becomes a hole in it. */
const monochrome = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">
	<mask id="slip" maskUnits="userSpaceOnUse" x="0" y="0" width="96" height="96">
		<g fill="#fff"><rect x="20" y="18" width="56" height="66" rx="6" /></g>
		<circle cx="48" cy="20" r="13" fill="#000" />
		<circle cx="33" cy="47" r="5" /><circle cx="33" cy="67" r="5" />
		<path d="M46 47h18M46 67h12" stroke="#000" stroke-width="6" stroke-linecap="round" />
	</mask>
	<g transform="translate(8.64 8.64) scale(0.82) rotate(-5 48 50)">
		<rect width="96" height="96" fill="#fff" mask="url(#slip)" />
		<circle cx="48" cy="20" r="8.5" fill="#fff" />
	</g>
</svg>`

const icons = [
	{ file: 'icons/icon-192.png', svg: drawing, size: 192 },
	{ file: 'icons/icon-512.png', svg: drawing, size: 512 },
	{ file: 'icons/maskable-192.png', svg: maskable, size: 192 },
	{ file: 'icons/maskable-512.png', svg: maskable, size: 512 },
	{ file: 'icons/monochrome-512.png', svg: monochrome, size: 512 },
	{ file: 'apple-touch-icon.png', svg: maskable, size: 180 }
]

await mkdir(new URL('icons/', STATIC), { recursive: true })
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
try {
	const page = await browser.newPage()
	for (const { file, svg, size } of icons) {
		await page.setViewportSize({ width: size, height: size })
		await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${svg}`)
		await page.screenshot({ path: fileURLToPath(new URL(file, STATIC)), omitBackground: true })
		console.log(`web/static/${file}`)
	}
} finally {
	await browser.close()
}
