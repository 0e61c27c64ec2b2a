import { A4, inPages, type Measure, type PrintItem, type PrintPage } from './page.ts'
import { fitLine, wrapText } from './text-fit.ts'

/** A card as purses have room for it (ISO/IEC 7810, ID-1), in millimetres. */
const WIDTH = 85.6
const HEIGHT = 53.98
const COLUMNS = 2
const ROWS = 5
const BAND = 14
const PADDING = 4.5
const PHOTO = { width: 20, height: 25 }

/** What stands on one card; empty texts are left out. */
export type MemberCard = {
	name: string
	/** "N° 128". */
	number: string
	/** What it is valid for: "Saison 2026-2027". */
	validity: string
	/** A group, a role: one line. */
	note: string
	/** `data:` URL of a PNG or JPEG, '' for none. */
	photo: string
}

/** What all cards have in common. */
export type CardDesign = { club: string; title: string; logo: string }

/** Ten cards a sheet, with edges to cut along. */
export function layCards(cards: readonly MemberCard[], design: CardDesign, measure: Measure): PrintPage[] {
	const [left, top] = [(A4.width - COLUMNS * WIDTH) / 2, (A4.height - ROWS * HEIGHT) / 2]
	return inPages(cards, COLUMNS * ROWS).map((sheet) => ({
		...A4,
		items: sheet.flatMap((card, index) => {
			const corner = { x: left + (index % COLUMNS) * WIDTH, y: top + Math.floor(index / COLUMNS) * HEIGHT }
			return layCard(card, design, { ...corner, measure })
		})
	}))
}

function layCard(
	card: MemberCard,
	design: CardDesign,
	{ x, y, measure }: { x: number; y: number; measure: Measure }
): PrintItem[] {
	const photoX = x + WIDTH - PADDING - PHOTO.width
	const width = (card.photo === '' ? x + WIDTH - PADDING : photoX - 3) - x - PADDING
	const room = { width, measure }
	const name = wrapText(card.name, { size: 13, bold: true }, { ...room, most: 2 })
	const under = [card.number, card.note].filter(Boolean)
	const below = y + BAND + 11 + (name.length - 1) * 5.6
	return [
		...layBand(design, { x, y, measure }),
		...name.map((line, index): PrintItem => ({
			...{ kind: 'text', x: x + PADDING, y: y + BAND + 9 + index * 5.6 },
			...fitLine(line, { size: 13, bold: true, least: 9 }, room)
		})),
		...under.map((line, index): PrintItem => ({
			...{ kind: 'text', x: x + PADDING, y: below + 3.5 + index * 4.6, ink: 'soft' },
			...fitLine(line, { size: 9, least: 7 }, room)
		})),
		{
			...{ kind: 'text', x: x + PADDING, y: y + HEIGHT - PADDING, ink: 'accent' },
			...fitLine(card.validity, { size: 9, bold: true, least: 7 }, room)
		},
		...(card.photo === ''
			? []
			: [{ kind: 'image' as const, x: photoX, y: y + BAND + 5, ...PHOTO, src: card.photo, fit: 'fill' as const }]),
		{ kind: 'box', x, y, width: WIDTH, height: HEIGHT, outline: true }
	]
}

function layBand(
	{ club, title, logo }: CardDesign,
	{ x, y, measure }: { x: number; y: number; measure: Measure }
): PrintItem[] {
	const side = BAND - 4
	const inset = logo === '' ? PADDING : PADDING + side + 2.5
	const room = { width: WIDTH - inset - PADDING, measure }
	return [
		{ kind: 'box', x, y, width: WIDTH, height: BAND, fill: 'accent' },
		...(logo === ''
			? []
			: [
					{
						kind: 'image' as const,
						x: x + PADDING,
						y: y + 2,
						width: side,
						height: side,
						src: logo,
						fit: 'whole' as const
					}
				]),
		{
			kind: 'text',
			x: x + inset,
			y: y + 6.4,
			ink: 'on-accent',
			...fitLine(club, { size: 11, bold: true, least: 7 }, room)
		},
		{ kind: 'text', x: x + inset, y: y + 11, ink: 'on-accent', ...fitLine(title, { size: 7.5, least: 6 }, room) }
	]
}
