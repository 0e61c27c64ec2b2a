import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
	CustomFieldDraft,
	customMergeFields,
	formatCustomValue,
	listOptions,
	mergeNameFor,
	type CustomField
} from '#shared/custom-field.ts'

const WORDS = { yes: 'Oui', no: 'Non' }

describe('CustomFieldDraft', () => {
	test('wants a name, and of a choice something to choose', () => {
		const issueOf = (draft: object) => v.safeParse(CustomFieldDraft, draft).issues?.[0]?.message

		expect(issueOf({ name: ' ', kind: 'text', options: '' })).toBe('listed-name-missing')
		expect(issueOf({ name: 'Taille', kind: 'choice', options: ' \n' })).toBe('options-missing')
		expect(issueOf({ name: 'Taille', kind: 'choice', options: 'S\nM' })).toBeUndefined()
	})
})

describe('listOptions', () => {
	test('lists each choice once, trimmed', () => expect(listOptions(' S \nM\n\nS')).toEqual(['S', 'M']))
})

describe('mergeNameFor', () => {
	test.each([
		['Taille de T-shirt', 'taille_de_t_shirt'],
		['Été & œuvres !', 'ete_oeuvres'],
		['Ville', 'ville_2'],
		['???', 'champ']
	])('calls %j %s', (name, expected) => expect(mergeNameFor(name, [])).toBe(expected))

	test('takes no name twice', () => {
		expect(mergeNameFor('Ceinture', [{ mergeName: 'ceinture' }, { mergeName: 'ceinture_2' }])).toBe('ceinture_3')
	})
})

describe('formatCustomValue', () => {
	test.each([
		['number', '12.5', '12,5'],
		['day', '2026-09-01', '01/09/2026'],
		['yes-no', 'no', 'Non'],
		['yes-no', '', ''],
		['choice', 'XL', 'XL']
	] as const)('reads a %s %j as %j', (kind, value, words) => expect(formatCustomValue(kind, value, WORDS)).toBe(words))
})

describe('customMergeFields', () => {
	test('has every field of the club, empty where nothing is known', () => {
		const field = (id: string, mergeName: string) => ({ id, mergeName, kind: 'text' }) as CustomField

		expect(
			customMergeFields([field('a', 'belt'), field('b', 'size')], { custom: { a: 'noire' } as never }, WORDS)
		).toEqual({
			belt: 'noire',
			size: ''
		})
	})
})
