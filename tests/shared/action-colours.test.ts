import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveActionColours, FARTHEST_GROUNDS } from '#shared/action-colours.ts'
import type { HexColour } from '#shared/colour.ts'
import { contrast, perceive, render } from '#shared/perceived-colour.ts'

const anyColour = fc
	.integer({ min: 0, max: 0xffffff })
	.map((number): HexColour => `#${number.toString(16).padStart(6, '0')}`)
const anyScheme = fc.constantFrom('light' as const, 'dark' as const)

describe('deriveActionColours', () => {
	test('gives words that stand out by 7:1, whatever colour was picked', () => {
		fc.assert(
			fc.property(anyColour, anyScheme, (picked, scheme) => {
				const { action, onAction, actionHover, chosen, onChosen } = deriveActionColours(picked, scheme)

				expect(contrast(action, FARTHEST_GROUNDS[scheme])).toBeGreaterThanOrEqual(7)
				expect(contrast(onAction, action)).toBeGreaterThanOrEqual(7)
				expect(contrast(onAction, actionHover)).toBeGreaterThanOrEqual(7)
				expect(contrast(onChosen, chosen)).toBeGreaterThanOrEqual(7)
			}),
			{
				numRuns: 2_000,
				examples: [
					['#000000', 'dark'],
					['#ffffff', 'light'],
					['#ffff00', 'light'],
					['#0000ff', 'dark']
				]
			}
		)
	})

	test('keeps the hue of a strong colour', () => {
		const judo = perceive('#d8232a')

		for (const scheme of ['light', 'dark'] as const) {
			const { hue } = perceive(deriveActionColours('#d8232a', scheme).action)
			expect(Math.abs(hue - judo.hue)).toBeLessThan(12)
		}
	})
})

describe('render', () => {
	test('gives back the colour that was perceived', () => {
		fc.assert(
			fc.property(anyColour, (colour) => {
				const again = render(perceive(colour))
				for (const at of [1, 3, 5]) {
					const [one = 0, other = 0] = [colour, again].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16))
					expect(Math.abs(one - other)).toBeLessThanOrEqual(6)
				}
			})
		)
	})
})
