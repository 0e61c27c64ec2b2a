import { describe, expect, test } from 'vitest'
import type { Guardian } from '#shared/guardian.ts'
import { isSameGuardian } from '#shared/member-import/guardian-cell.ts'
import type { MemberId } from '#shared/member.ts'
import { knownMember, planText } from '../../support/import-plan.ts'

const HEAD = 'Nom;Prénom;Responsable 1;Responsable 1 : e-mail;Responsable 1 : téléphone\n'
const MOTHER: Guardian = {
	id: 'g1',
	memberId: 'm1' as MemberId,
	place: 1,
	name: 'Anne Roux',
	relation: 'Mère',
	email: 'anne@example.org',
	phone: '06 12 34 56 78',
	rights: ['authority']
}
const KNOWN = [{ ...knownMember('m1', { lastName: 'Roux', firstName: 'Zoé' }), guardians: [MOTHER] }]

const changesOf = (cells: string, blanksErase = false) =>
	planText(`${HEAD}Roux;Zoé;${cells}\n`, { known: KNOWN, choices: { blanksErase } }).lines[0]?.changes

describe('guardians in an import', () => {
	test('are compared text by text, however capitals and numbers are written', () => {
		expect(changesOf('ANNE ROUX;Anne.Roux@example.org;0612345678')).toEqual([
			{ field: 'guardian1-email', from: 'anne@example.org', to: 'Anne.Roux@example.org' }
		])
	})

	test('stay where the file is blank, unless blanks are to erase', () => {
		expect(changesOf(';;')).toEqual([])
		expect(changesOf('Anne Roux;;0612345678', true)).toEqual([
			{ field: 'guardian1-email', from: 'anne@example.org', to: '' }
		])
	})

	test('get the zero of their number back, and keep a line from being imported whose number is cut', () => {
		const [mended, cut] = planText(`${HEAD}Simon;Tom;Luc;;612345678\nSimon;Léa;Luc;;6,12E+08\n`).lines

		expect(mended?.read.guardians['guardian1-phone']?.value).toBe('06 12 34 56 78')
		expect(mended?.read.remarks).toEqual({ 'guardian1-phone': 'import-phone-zero' })
		expect(cut).toMatchObject({
			kind: 'error',
			problems: [{ field: 'guardian1-phone', code: 'import-number-cut' }]
		})
	})
})

describe('isSameGuardian', () => {
	const anne = { name: 'Anne Roux', relation: '', email: 'anne@example.org', phone: '06 12 34 56 78' }

	test.each([
		[{ name: 'ANNE ROUX-PETIT' }, true],
		[{ email: 'luc@example.org' }, true],
		[{ name: 'Luc Simon' }, false],
		[{ name: '' }, false],
		[{ name: 'Mme Petit', email: 'Anne@Example.org' }, true],
		[{ name: 'Mme Petit', phone: '+33612345678' }, true],
		[{ name: 'Mme Petit', email: 'petit@example.org', phone: '06 00 00 00 00' }, false]
	])('of who is known and %j is %s', (said, expected) => {
		expect(isSameGuardian(anne, said)).toBe(expected)
	})

	test('takes whoever comes where no name is known for the one whose name was missing', () => {
		expect(isSameGuardian({ ...anne, name: '' }, { name: 'Luc Simon' })).toBe(true)
	})
})
