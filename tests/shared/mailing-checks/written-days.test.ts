import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, type Day } from '#shared/day.ts'
import { findOddDays } from '#shared/mailing-checks/written-days.ts'

/** A Tuesday. */
const TODAY = '2026-12-01' as Day
const DAY_MS = 24 * 60 * 60_000

const odd = (text: string) => findOddDays(text, TODAY)

describe('findOddDays', () => {
	test('says which weekday a day really is', () => {
		expect(odd('Rendez-vous samedi 12 janvier à 14 h.')).toEqual([
			{ words: 'samedi 12 janvier', day: '2027-01-12', weekday: 2, past: false }
		])
	})

	test.each([
		'mardi 12 janvier',
		'Le mardi 12 Janvier 2027',
		'MARDI 12 JANVIER',
		'mardi 12/01',
		'vendredi 1er janvier',
		'dimanche 14 février',
		'dimanche, le 14 fevrier',
		'le 14 juillet'
	])('has nothing to say of %s', (words) => {
		expect(odd(`Venez ${words}, à 20 h.`)).toEqual([])
	})

	test.each(['samedi 12 janvier 2027', 'samedi 12/01/2027', 'samedi 12/1/27', 'samedi 12/01'])(
		'reads the day of %s',
		(words) => {
			expect(odd(words)).toEqual([{ words, day: '2027-01-12', weekday: 2, past: false }])
		}
	)

	test('finds days with accents, composed or not', () => {
		for (const form of ['NFC', 'NFD'] as const) {
			expect(odd('lundi 14 février'.normalize(form))).toMatchObject([{ words: 'lundi 14 février', weekday: 0 }])
		}
	})

	test('tells days that are over, and none that is told of years later', () => {
		expect(odd('le 28 novembre')).toMatchObject([{ day: '2026-11-28', past: true, weekday: undefined }])
		expect(odd('avant le 15/09/2026')).toMatchObject([{ day: '2026-09-15', past: true }])
		expect(odd('fondé le 12 mars 1990')).toEqual([])
		expect(odd('le 1 décembre')).toEqual([])
	})

	test('takes no fraction, score, telephone number or impossible day for one', () => {
		expect(odd('1/2 pizza, 3/4 des voix, 01/02/03/04/05, 31 novembre, 45 mai, 12/13/2026')).toEqual([])
	})

	test('says the same day once', () => {
		expect(odd('samedi 12 janvier, oui, samedi 12 janvier')).toHaveLength(1)
	})

	test('finds nothing wrong with any coming day that is named as it is, and a wrong weekday for each', () => {
		const name = (day: Day, add: number) =>
			new Date(Date.parse(day) + add * DAY_MS).toLocaleDateString('fr', { weekday: 'long', timeZone: 'UTC' })
		const date = (day: Day) =>
			new Date(day).toLocaleDateString('fr', { day: 'numeric', month: 'long', timeZone: 'UTC' })
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 6 }), (ahead, shift) => {
				const day = dayOf(Date.parse(TODAY) + ahead * DAY_MS, 0)

				expect(odd(`Le ${name(day, 0)} ${date(day)}.`)).toEqual([])
				expect(odd(`Le ${name(day, shift)} ${date(day)}.`)).toMatchObject([{ day, weekday: new Date(day).getUTCDay() }])
			})
		)
	})

	test('reads any text', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void odd(text)))
	})
})
