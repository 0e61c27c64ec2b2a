import '../../../web/app.css'
import { afterEach, describe, expect, test } from 'vitest'

const TEXT = 7
const SHAPE = 3

/** What is written or drawn, on which ground, and how far apart they must stand. */
const PAIRS: [ink: string, ground: string, least: number][] = [
	...['--color-base-100', '--color-base-200', '--sheet', '--hover'].flatMap((ground): [string, string, number][] => [
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

function luminance(hex: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5]
		.map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
		.map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
	return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast as WCAG 2 defines it, 1 to 21. */
function contrast(one: string, other: string): number {
	const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
	return (light + 0.05) / (dark + 0.05)
}

afterEach(() => {
	delete document.documentElement.dataset.theme
})

describe.each(['paper', 'paper-dark'])('theme %s', (theme) => {
	test.each(PAIRS)('%s stands out on %s', (ink, ground, least) => {
		document.documentElement.dataset.theme = theme
		const style = getComputedStyle(document.documentElement)
		const [inkHex, groundHex] = [ink, ground].map((name) => style.getPropertyValue(name).trim())

		expect(inkHex).toMatch(/^#[0-9a-f]{6}$/)
		expect(groundHex).toMatch(/^#[0-9a-f]{6}$/)
		expect(contrast(inkHex ?? '', groundHex ?? '')).toBeGreaterThanOrEqual(least)
	})
})
