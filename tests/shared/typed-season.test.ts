import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { formatPrices, readTypedSeason, TypedSeason, typedSeason } from '#shared/typed-season.ts'
import { seasonDraft } from '../support/money.ts'

const season = seasonDraft({
	clubPrice: 120_50,
	otherPrices: [{ id: 'l', label: 'Licence', amount: 20_00 }],
	aids: [{ id: 'a', label: 'Pass’Sport', amount: 70_00, source: 'sports.gouv.fr' }]
})
const issuesOf = (fields: Partial<TypedSeason>) => {
	const parsed = v.safeParse(TypedSeason, { ...typedSeason(season, 'fr'), ...fields })
	return parsed.success ? [] : parsed.issues.map(({ path, message }) => [path?.[0]?.key, message])
}

describe('a season as it is typed', () => {
	test('is the same season again', () => {
		for (const locale of ['fr', 'en'] as const) {
			const parsed = v.parse(TypedSeason, typedSeason(season, locale))
			expect(readTypedSeason(parsed)).toEqual(season)
		}
		expect(readTypedSeason({ clubPrice: '12,5' })).toEqual({ clubPrice: 12_50 })
	})

	test('leaves blank rows out', () => {
		const blank = { id: 'b', label: ' ', amount: '', source: '' }
		const aids = formatPrices([blank, { id: 'a', label: ' CAF ', amount: '50', source: ' caf.fr ' }, blank])

		expect(issuesOf({ aids })).toEqual([])
		expect(readTypedSeason({ aids })).toEqual({ aids: [{ id: 'a', label: 'CAF', amount: 50_00, source: 'caf.fr' }] })
	})

	test.each([
		[{ name: '' }, 'name', 'listed-name-missing'],
		[{ startsOn: '' }, 'startsOn', 'day'],
		[{ endsOn: '2026-08-31' }, 'endsOn', 'season-ends-before'],
		[{ clubPrice: '' }, 'clubPrice', 'amount'],
		[
			{ otherPrices: formatPrices([{ id: 'x', label: '', amount: '5', source: '' }]) },
			'otherPrices',
			'price-label-missing'
		],
		[{ aids: formatPrices([{ id: 'x', label: 'CAF', amount: 'cher', source: '' }]) }, 'aids', 'amount']
	])('is refused for %j', (fields, field, code) => {
		expect(issuesOf(fields)).toEqual([[field, code]])
	})
})
