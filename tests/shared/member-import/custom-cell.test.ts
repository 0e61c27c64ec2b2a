import { describe, expect, test } from 'vitest'
import type { CustomField, CustomFieldId, CustomKind } from '#shared/custom-field.ts'
import { knownMember, planText } from '../../support/import-plan.ts'

const field = (name: string, kind: CustomKind, options = ''): CustomField => ({
	id: `f-${name}` as CustomFieldId,
	...{ name, kind, options, mergeName: name, createdAt: 1, updatedAt: 1 }
})
const FIELDS = [
	field('Poids', 'number'),
	field('Entrée', 'day'),
	field('T-shirt', 'choice', 'S\nM\nTrès grand'),
	field('Sortie seul', 'yes-no'),
	field('Ceinture', 'text')
]
const plan = (text: string, more = {}) => planText(text, { fields: FIELDS, ...more })
const cell = (name: string, value: string) => {
	const { read, problems } = plan(`Nom;${name}\nRoux;"${value.replaceAll('"', '""')}"\n`).lines[0]!
	return problems[0]?.code ?? read.custom[`f-${name}` as CustomFieldId]?.value
}

describe('the club’s own fields in an import', () => {
	test('are known by their names, before what a heading means to others', () => {
		const { columns } = plan('Nom;POIDS;t shirt;Sortie seul;Autre\nRoux;1;S;oui;x\n')

		expect(columns.targets).toEqual(['lastName', 'field:f-Poids', 'field:f-T-shirt', 'field:f-Sortie seul', 'skip'])
		expect(planText('Nom;Téléphone\nRoux;oui\n', { fields: [field('Téléphone', 'yes-no')] }).columns.targets[1]).toBe(
			'field:f-Téléphone'
		)
	})

	test.each([
		['Poids', '52,5', '52.5'],
		['Poids', '1 234,50', '1234.50'],
		['Poids', '1.234,5', '1234.5'],
		['Poids', '-3', '-3'],
		['Poids', 'lourd', 'import-number-unread'],
		['Poids', '1e400', 'import-number-unread'],
		['Poids', '=1+1', 'import-number-unread'],
		['Entrée', '01/09/2027', '2027-09-01'],
		['Entrée', '30/02/2026', 'import-day-unread'],
		['T-shirt', 'tres GRAND', 'Très grand'],
		['T-shirt', 'XXL', 'import-choice-unknown'],
		['Sortie seul', 'Oui', 'yes'],
		['Sortie seul', '0', 'no'],
		['Sortie seul', '—', undefined],
		['Sortie seul', 'peut-être', 'import-answer-unread'],
		['Ceinture', 'noire\nbarrée', 'noire, barrée'],
		['Ceinture', 'x'.repeat(1001), 'import-too-long']
	])('read in %s the cell %j as %j', (name, value, expected) => {
		expect(cell(name, value)).toBe(expected)
	})

	test('name each cell that cannot be read by its line and its field', () => {
		const { lines, counts } = plan('Nom;Poids;T-shirt\nRoux;52;S\nZola;lourd;XXL\n')

		expect(counts).toMatchObject({ created: 1, error: 1 })
		expect(lines[1]).toMatchObject({
			kind: 'error',
			problems: [
				{ field: 'field:f-Poids', code: 'import-number-unread' },
				{ field: 'field:f-T-shirt', code: 'import-choice-unknown' }
			]
		})
		expect(lines[1]?.read.line).toBe(3)
	})

	test('are mended by what is typed in place of a cell', () => {
		const text = 'Nom;T-shirt\nZola;XXL\n'
		const corrections = new Map([[0, { 'field:f-T-shirt': 'M' }]])
		const columns = plan(text).columns

		expect(plan(text, { choices: { columns, corrections } }).counts).toMatchObject({ created: 1, error: 0 })
	})

	test('are no news where they are known, and a blank cell takes away only when told to', () => {
		const custom = { 'f-Poids': '52.50', 'f-T-shirt': 'S' } as never
		const known = [knownMember('a', { lastName: 'Roux', firstName: '' })]
		known[0]!.member.custom = custom
		const text = 'Nom;Poids;T-shirt\nRoux;52,5;\n'

		expect(plan(text, { known }).lines[0]).toMatchObject({ kind: 'unchanged', changes: [] })
		const erasing = { columns: plan(text).columns, blanksErase: true }
		expect(plan(text, { known, choices: erasing }).lines[0]?.changes).toEqual([
			{ field: 'field:f-T-shirt', from: 'S', to: '' }
		])
		expect(plan('Nom;Poids\nRoux;60\n', { known }).lines[0]?.changes).toEqual([
			{ field: 'field:f-Poids', from: '52.50', to: '60' }
		])
	})
})
