import { deriveActionColours } from '#shared/action-colours.ts'
import type { ClubLook, ThemeName } from '#shared/club-look.ts'
import { keepPaint } from '#web/state/paint-cache.ts'

type Shade = 'light' | 'dark'

/** What is painted for one shade: colour of the window's edge, and tokens that replace the theme's own. */
type Coat = { ground: string; tokens: Record<string, string> }

/** All that web/static/before-paint.js needs, so that a club's look is there in the first frame. */
type Paint = { theme: ThemeName } & Record<Shade, Coat>

/** `--color-base-100` of each theme. */
export const GROUNDS: Record<ThemeName, Record<Shade, string>> = {
	paper: { light: '#fbf8f2', dark: '#1d1b18' },
	garden: { light: '#f7f9f3', dark: '#1b1c19' },
	slate: { light: '#f6f9fb', dark: '#191c1e' },
	fig: { light: '#fdf6f6', dark: '#1e1a1a' }
}

/** Shows the theme and the colour of a club at once, and keeps them for the first frame of the next start. */
export function paintLook({ theme, colour }: Pick<ClubLook, 'theme' | 'colour'>, shade: Shade): void {
	const coat = (of: Shade): Coat => ({ ground: GROUNDS[theme][of], tokens: actionTokens(colour, of) })
	const paint: Paint = { theme, light: coat('light'), dark: coat('dark') }
	keepPaint(JSON.stringify(paint))
	show(paint, shade)
}

/** The tokens of web/styles/themes that the club's colour replaces; none without one. */
export function actionTokens(colour: ClubLook['colour'], shade: Shade): Record<string, string> {
	if (colour === '') return {}
	const { action, onAction, actionHover, chosen, onChosen } = deriveActionColours(colour, shade)
	return {
		'--color-primary': action,
		'--color-primary-content': onAction,
		'--action-hover': actionHover,
		'--focus': action,
		'--chosen': chosen,
		'--chosen-ink': onChosen
	}
}

/** As before-paint.js does it. */
function show(paint: Paint, shade: Shade) {
	const root = document.documentElement
	root.dataset.theme = shade === 'dark' ? `${paint.theme}-dark` : paint.theme
	for (const token of Object.keys(actionTokens('#000000', shade))) {
		const value = paint[shade].tokens[token]
		if (value === undefined) root.style.removeProperty(token)
		else root.style.setProperty(token, value)
	}
	for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
		meta.content = paint[shade].ground
	}
}
