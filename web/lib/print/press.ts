import semiBoldFont from '@expo-google-fonts/open-sans/600SemiBold/OpenSans_600SemiBold.ttf?inline'
import regularFont from '@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf?inline'
import { jsPDF } from 'jspdf'
import type { HexColour } from '#shared/colour.ts'
import { contrast } from '#shared/perceived-colour.ts'
import type { Ink, Measure, PrintItem, PrintPage } from '#shared/print/page.ts'

/** The typeface of what is printed: Latin, Greek and Cyrillic letters, whatever the device has. */
export const PRINT_FONT = 'Club Manager Print'
const HAIR_MM = 0.15
/** Of a club that has chosen no colour. */
export const PLAIN_INK: HexColour = '#24437a'

/** The club's colour in ink, and what goes with it. */
export type Inks = Record<Ink | 'tint', HexColour>

/** Inks around a colour. */
export function inksOf(accent: HexColour): Inks {
	const onAccent = contrast(accent, '#ffffff') >= contrast(accent, '#1c1a17') ? '#ffffff' : '#1c1a17'
	return { black: '#1c1a17', soft: '#8a8378', accent, 'on-accent': onAccent, tint: '#f1ede6' }
}

/** Measures texts, and makes files of pages; the typeface is in it. */
export class Press {
	readonly #ruler = newDocument({ width: 210, height: 297 })

	readonly measure: Measure = (text, { size, bold = false }) => {
		setFont(this.#ruler, { size, bold })
		return this.#ruler.getTextWidth(text)
	}

	/** A PDF of pages; at least one. */
	print(pages: readonly PrintPage[], { title, inks }: { title: string; inks: Inks }): Blob {
		const [first = { width: 210, height: 297, items: [] }, ...others] = pages
		const document = newDocument(first)
		document.setProperties({ title, creator: 'Club Manager' })
		document.setLanguage('fr')
		drawPage(document, first, inks)
		for (const page of others) {
			document.addPage([page.width, page.height], orientationOf(page))
			drawPage(document, page, inks)
		}
		return document.output('blob')
	}
}

/** Makes a press, and lets the page show what it prints in the same letters. */
export async function openPress(): Promise<Press> {
	const faces = [
		new FontFace(PRINT_FONT, octetsOf(regularFont), { weight: '400' }),
		new FontFace(PRINT_FONT, octetsOf(semiBoldFont), { weight: '600' })
	]
	for (const face of faces) document.fonts.add(await face.load())
	return new Press()
}

function newDocument({ width, height }: { width: number; height: number }): jsPDF {
	const document = new jsPDF({
		...{ unit: 'mm', format: [width, height], compress: true },
		orientation: orientationOf({ width, height })
	})
	document.addFileToVFS('regular.ttf', base64Of(regularFont)).addFont('regular.ttf', PRINT_FONT, 'normal')
	document.addFileToVFS('bold.ttf', base64Of(semiBoldFont)).addFont('bold.ttf', PRINT_FONT, 'bold')
	return document
}

function drawPage(document: jsPDF, page: PrintPage, inks: Inks): void {
	for (const item of page.items) draw(document, item, inks)
}

function draw(document: jsPDF, item: PrintItem, inks: Inks): void {
	if (item.kind === 'text') {
		setFont(document, item)
		document.setTextColor(inks[item.ink ?? 'black'])
		document.text(item.text, item.x, item.y, { align: item.align ?? 'left' })
	} else if (item.kind === 'image') drawImage(document, item)
	else {
		document.setLineWidth(HAIR_MM)
		document.setDrawColor(inks[item.kind === 'line' ? (item.ink ?? 'black') : 'soft'])
		if (item.kind === 'line') return void document.line(item.x1, item.y1, item.x2, item.y2)
		if (item.fill) document.setFillColor(inks[item.fill])
		const style = item.fill ? (item.outline ? 'FD' : 'F') : 'S'
		document.rect(item.x, item.y, item.width, item.height, style)
	}
}

function drawImage(document: jsPDF, { x, y, width, height, src, fit }: Extract<PrintItem, { kind: 'image' }>): void {
	const picture = document.getImageProperties(src)
	const scales = [width / picture.width, height / picture.height]
	const scale = fit === 'fill' ? Math.max(...scales) : Math.min(...scales)
	const [shownWidth, shownHeight] = [picture.width * scale, picture.height * scale]
	document.saveGraphicsState()
	document.rect(x, y, width, height, null)
	document.clip()
	document.discardPath()
	const left = x + (width - shownWidth) / 2
	document.addImage(src, left, y + (height - shownHeight) / 2, shownWidth, shownHeight)
	document.restoreGraphicsState()
}

function setFont(document: jsPDF, { size, bold = false }: { size: number; bold?: boolean }): void {
	document.setFont(PRINT_FONT, bold ? 'bold' : 'normal')
	document.setFontSize(size)
}

const orientationOf = ({ width, height }: { width: number; height: number }) =>
	width > height ? 'landscape' : 'portrait'

const base64Of = (dataUrl: string): string => dataUrl.slice(dataUrl.indexOf(',') + 1)

const octetsOf = (dataUrl: string): Uint8Array<ArrayBuffer> =>
	Uint8Array.from(atob(base64Of(dataUrl)), (octet) => octet.charCodeAt(0))
