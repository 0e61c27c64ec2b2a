import '../../../web/app.css'
import { afterEach, describe, expect, test } from 'vitest'
import { FARTHEST_GROUNDS } from '#shared/action-colours.ts'
import { THEME_NAMES } from '#shared/club-look.ts'
import { isHexColour, type HexColour } from '#shared/colour.ts'
import { contrast, luminance } from '#shared/perceived-colour.ts'

const TEXT = 7
const SHAPE = 3

/** What words and controls stand on. */
const GROUNDS = ['--color-base-100', '--color-base-200', '--sheet', '--hover']

/** What is written or drawn, on which ground, and how far apart they must stand. */
const PAIRS: [ink: string, ground: string, least: number][] = [
	...GROUNDS.flatMap((ground): [string, string, number][] => [
		['--color-base-content', ground, TEXT],
		['--ink-soft', ground, TEXT],
		['--color-primary', ground, TEXT],
		['--edge', ground, SHAPE]
	]),
	['--danger-ink', '--sheet', TEXT],
	['--danger-ink', '--color-base-100', TEXT],
	['--chosen-ink', '--chosen', TEXT],
	['--color-primary-content', '--color-primary', TEXT],
	['--color-primary-content', '--action-hover', TEXT],
	['--color-error-content', '--color-error', TEXT],
	['--color-error-content', '--danger-hover', TEXT],
	['--color-neutral-content', '--color-neutral', TEXT],
	...['info', 'success', 'warning', 'danger', 'accent'].flatMap((tone): [string, string, number][] => [
		[`--${tone}-ink`, `--${tone}-paper`, TEXT],
		['--color-base-content', `--${tone}-paper`, TEXT]
	]),
	['--color-success', '--color-base-200', SHAPE],
	['--color-warning', '--color-base-200', SHAPE],
	['--color-error', '--color-base-200', SHAPE],
	['--color-accent', '--color-base-100', SHAPE],
	['--focus', '--color-base-100', SHAPE],
	['--focus', '--sheet', SHAPE]
]

afterEach(() => {
	delete document.documentElement.dataset.theme
})

function colourOf(token: string): HexColour {
	const value = getComputedStyle(document.documentElement).getPropertyValue(token).trim()
	if (!isHexColour(value)) throw new Error(`${token} is no colour: "${value}"`)
	return value
}

describe.each(THEME_NAMES.flatMap((name) => [name, `${name}-dark`]))('theme %s', (theme) => {
	test.each(PAIRS)('%s stands out on %s', (ink, ground, least) => {
		document.documentElement.dataset.theme = theme

		expect(contrast(colourOf(ink), colourOf(ground))).toBeGreaterThanOrEqual(least)
	})

	test('has no ground beyond those that a colour of the club is made for', () => {
		document.documentElement.dataset.theme = theme
		const dark = theme.endsWith('-dark')

		const grounds = GROUNDS.map((ground) => luminance(colourOf(ground)))

		if (dark) expect(Math.max(...grounds)).toBeLessThanOrEqual(luminance(FARTHEST_GROUNDS.dark))
		else expect(Math.min(...grounds)).toBeGreaterThanOrEqual(luminance(FARTHEST_GROUNDS.light))
	})
})
