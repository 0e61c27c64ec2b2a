import type { HexColour } from './colour.ts'
import { contrast, perceive, render, type PerceivedColour } from './perceived-colour.ts'

/** The colours of what one can do, in place of the theme's own. */
export type ActionColours = {
	action: HexColour
	/** Words on `action` and on `actionHover`. */
	onAction: HexColour
	actionHover: HexColour
	/** Ground of what is chosen, pale beside the paper. */
	chosen: HexColour
	/** Words on `chosen`. */
	onChosen: HexColour
}

/** Contrast of text, WCAG 2 AAA. */
const TEXT = 7

/** A ground no brighter than any that an action stands on in the light, no darker than any in the dark. */
export const FARTHEST_GROUNDS = { light: '#dfdfd6', dark: '#322e2b' } as const satisfies Record<string, HexColour>

/**
 * Makes any colour safe to act with: its hue stays, and it is darkened in the light, or lightened in the dark, just as much
 * as words need to stand out by 7:1 on every ground of every theme, and on it.
 */
export function deriveActionColours(picked: HexColour, scheme: 'light' | 'dark'): ActionColours {
	return scheme === 'light' ? forLight(perceive(picked)) : forDark(perceive(picked))
}

function forLight(picked: PerceivedColour): ActionColours {
	const action = moveAway({ ...picked, lightness: Math.min(picked.lightness, 0.5) }, FARTHEST_GROUNDS.light, -1)
	const seen = perceive(action)
	const chosen = render({ ...picked, lightness: 0.93, chroma: Math.min(picked.chroma, 0.03) })
	return {
		action,
		onAction: '#ffffff',
		actionHover: render({ ...seen, lightness: Math.max(0, seen.lightness - 0.07) }),
		chosen,
		onChosen: moveAway({ ...seen, lightness: Math.min(seen.lightness, 0.38) }, chosen, -1)
	}
}

function forDark(picked: PerceivedColour): ActionColours {
	const pale = { ...picked, lightness: Math.max(picked.lightness, 0.8), chroma: Math.min(picked.chroma, 0.11) }
	const action = moveAway(pale, FARTHEST_GROUNDS.dark, 1)
	const seen = perceive(action)
	const chosen = render({ ...picked, lightness: 0.31, chroma: Math.min(picked.chroma, 0.04) })
	return {
		action,
		onAction: '#14110d',
		actionHover: render({ ...seen, lightness: Math.min(1, seen.lightness + 0.05) }),
		chosen,
		onChosen: moveAway({ ...seen, lightness: Math.max(seen.lightness, 0.9) }, chosen, 1)
	}
}

/** The nearest colour, darker (-1) or lighter (1), that words in it can be read on `ground`. */
function moveAway(colour: PerceivedColour, ground: HexColour, direction: -1 | 1): HexColour {
	for (let lightness = colour.lightness; lightness > 0 && lightness < 1; lightness += direction * 0.01) {
		const tried = render({ ...colour, lightness })
		if (contrast(tried, ground) >= TEXT) return tried
	}
	return direction === -1 ? '#000000' : '#ffffff'
}
