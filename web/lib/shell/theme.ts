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

/** What a club's colour replaces: see `actionTokens`. */
const REPLACED = [
	'--color-primary',
	'--color-primary-content',
	'--action-hover',
	'--focus',
	'--chosen',
	'--chosen-ink'
] as const

let asked = 0

/**
 * Shows the theme and the colour of a club, and keeps them for the first frame of the next start. At once where there is no
 * colour, as in every club at first: what a colour becomes in light and in dark is reckoned by code of its own.
 */
export async function paintLook({ theme, colour }: Pick<ClubLook, 'theme' | 'colour'>, shade: Shade): Promise<void> {
	const turn = ++asked
	const tokens = colour === '' ? undefined : (await import('./action-tokens.ts')).actionTokens
	if (turn !== asked) return
	const coat = (of: Shade): Coat => ({ ground: GROUNDS[theme][of], tokens: tokens?.(colour, of) ?? {} })
	const paint: Paint = { theme, light: coat('light'), dark: coat('dark') }
	keepPaint(JSON.stringify(paint))
	show(paint, shade)
}

/** As before-paint.js does it. */
function show(paint: Paint, shade: Shade) {
	const root = document.documentElement
	root.dataset.theme = shade === 'dark' ? `${paint.theme}-dark` : paint.theme
	for (const token of REPLACED) {
		const value = paint[shade].tokens[token]
		if (value === undefined) root.style.removeProperty(token)
		else root.style.setProperty(token, value)
	}
	for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
		meta.content = paint[shade].ground
	}
}
