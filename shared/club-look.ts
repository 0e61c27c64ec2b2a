import { isHexColour, type HexColour } from './colour.ts'

/** Our themes; each is designed for the light and for the dark. */
export const THEME_NAMES = ['paper', 'garden', 'slate', 'fig'] as const

/** Name of one of our themes. */
export type ThemeName = (typeof THEME_NAMES)[number]

/** What makes the app that of a club: kept in its database, and so in its backups. */
export type ClubLook = {
	/** '' until it was written. */
	name: string
	theme: ThemeName
	/** The club's colour as it was picked, '' for the theme's own. */
	colour: HexColour | ''
	/** A small picture as a `data:` URL, '' for none. */
	logo: string
}

/** The look of a club that has chosen nothing yet. */
export const PLAIN_LOOK: ClubLook = { name: '', theme: 'paper', colour: '', logo: '' }

/** Longest name of a club, in UTF-16 code units. */
export const MAX_CLUB_NAME = 80

/** Longest `data:` URL of a logo, in characters. */
export const MAX_LOGO_LENGTH = 300_000

/** Reads a look as it was kept. What is missing, too long or not of our making has its plain value: a backup may come from anywhere. */
export function parseClubLook(kept: Partial<Record<keyof ClubLook, string>>): ClubLook {
	const { name = '', theme = '', colour = '', logo = '' } = kept
	return {
		name: name.slice(0, MAX_CLUB_NAME),
		theme: THEME_NAMES.find((known) => known === theme) ?? PLAIN_LOOK.theme,
		colour: isHexColour(colour) ? colour : '',
		logo: isLogo(logo) ? logo : ''
	}
}

/** Whether `text` is a picture that we show: pixels only, no drawing that could load or run anything. */
export function isLogo(text: string): boolean {
	return text.length <= MAX_LOGO_LENGTH && /^data:image\/(png|webp|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/.test(text)
}
