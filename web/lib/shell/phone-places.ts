import type { Screen } from './screens.ts'

/** As many places as the thumb finds without looking. */
const PLACES = 5

/**
 * Which screens stand in the bar of a phone, and which ones behind "Plus", both in the order of the navigation.
 * Where all fit, nothing is behind; else the last place is that of "Plus" and those most in use come first.
 */
export function placeOnPhone(screens: readonly Screen[]): { inBar: Screen[]; behindMore: Screen[] } {
	if (screens.length <= PLACES) return { inBar: [...screens], behindMore: [] }

	const byUse = [...screens.filter(({ often }) => often), ...screens.filter(({ often }) => !often)]
	const chosen = new Set(byUse.slice(0, PLACES - 1))
	return {
		inBar: screens.filter((screen) => chosen.has(screen)),
		behindMore: screens.filter((screen) => !chosen.has(screen))
	}
}
