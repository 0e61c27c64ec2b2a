import { listGuides } from './guides.ts'
import { listScreenPages } from './screen-pages.ts'

/** One subject of a help page: steps are numbered, points are not. */
export interface HelpSection {
	/** Also the anchor of its address. */
	id: string
	title: string
	intro?: string
	steps?: string[]
	points?: string[]
	after?: string
}

/** What the drawing of a page shows: see HelpPicture.svelte. */
export type HelpPictureName =
	'start' | 'list' | 'posts' | 'clubs' | 'letter' | 'sandbox' | 'file' | 'safe' | 'choices' | 'offline' | 'trouble'

/** One page of the help: about one screen, or about something that all screens share. */
export interface HelpPage {
	/** The screen's own name in its address, or the subject's. */
	id: string
	title: string
	summary: string
	picture: HelpPictureName
	sections: HelpSection[]
}

/** Screens that are there without a place in the navigation. */
const BESIDE = ['bac-a-sable', 'saisons']

/** Every page of the help, in the language in force. `screens`: addresses of the screens there are. */
export function listHelpPages(screens: readonly string[]): HelpPage[] {
	const [start, ...others] = listGuides()
	const ofScreens = listScreenPages().filter(({ id }) => screens.includes(`/${id}`) || BESIDE.includes(id))
	return [...(start ? [start] : []), ...ofScreens, ...others]
}
