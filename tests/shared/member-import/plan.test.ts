import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import type { LineDecision } from '#shared/member-import/match.ts'
import { draftOf } from '#shared/member-import/draft.ts'
import type { ImportPlan } from '#shared/member-import/plan.ts'
import { knownMember, planText } from '../../support/import-plan.ts'

const sample = (name: string) => readFileSync(`tests/support/samples/${name}`, 'utf8').replace('\uFEFF', '')
const kinds = ({ lines }: ImportPlan) => lines.map(({ kind }) => kind)
const decided = (index: number, decision: LineDecision) => ({ choices: { decisions: new Map([[index, decision]]) } })

const ZOE = knownMember('zoe', {
	email: 'zoe@example.org',
	birthDate: '2001-02-03' as Day,
	city: 'Lyon',
	phone: '0612345678'
})

describe('an import of the old program’s members', () => {
	test.each(['members-semicolon.csv', 'members-bom-comma.csv'])('adds 25 of 26, one being there twice: %s', (name) => {
		const plan = planText(sample(name))

		expect(plan.counts).toEqual({ created: 25, changed: 0, unchanged: 0, error: 0, duplicate: 1, 'left-out': 0 })
		expect(plan.lines[22]).toMatchObject({ kind: 'duplicate', match: { by: 'earlier-line', line: 2 } })
		expect(plan.newClubs).toEqual(['MJC du Plateau', 'MJC Saint-Éloi', 'Foyer rural de Brécy'])
	})

	test('passes over what that program made up: a birth date for everyone, the number of a club that is gone', () => {
		const { lines } = planText(sample('members-semicolon.csv'))

		expect(lines[11]?.read).toMatchObject({ remarks: { birthDate: 'import-default-day' } })
		expect(lines[11]?.read.given.birthDate).toBeUndefined()
		expect(lines[17]?.read).toMatchObject({ club: '', remarks: { mjcClub: 'import-club-number' } })
	})

	test('takes every cell as it stands', () => {
		const { lines } = planText(sample('members-semicolon.csv'))

		expect(draftOf(lines[17]!.read)).toMatchObject({ address: 'lieu-dit « La Brosse »; ferme' })
		expect(draftOf(lines[18]!.read)).toMatchObject({ address: '14 rue "des Arts"' })
		expect(draftOf(lines[24]!.read)).toMatchObject({ lastName: '=SOMME(A1)', firstName: '-Test <b>' })
		expect(lines[18]?.read.consents).toEqual({ data: { given: false, on: '' }, image: { given: false, on: '' } })
		expect(lines[19]?.read.consents).toEqual({})
	})
})

describe('matching', () => {
	const match = (line: string, known = [ZOE]) => {
		const { lines } = planText(`Nom;Prénom;E-mail;Date de naissance;Ville\n${line}\n`, { known })
		const [only] = lines
		return (
			only && [only.kind, only.match.by, only.changes.map(({ field, from, to }) => `${field}: ${from} → ${to}`).join()]
		)
	}

	test('knows a member by his address, whatever capitals and accents', () => {
		expect(match('LEFEVRE;zoe;Zoe@Example.org;;Dijon')).toEqual(['changed', 'email', 'city: Lyon → Dijon'])
	})

	test('knows a member by his birth date', () => {
		expect(match('Lefèvre;Zoé;new@example.org;03/02/2001;')).toEqual([
			'changed',
			'birth-date',
			'email: zoe@example.org → new@example.org'
		])
	})

	test('takes somebody of the same name for a member, but not one born on another day', () => {
		expect(match('Lefèvre;Zoé;;;Dijon')).toEqual(['changed', 'name', 'city: Lyon → Dijon'])
		expect(match('Lefèvre;Zoé;zoe@example.org;04/02/2001;')?.slice(0, 2)).toEqual(['created', 'none'])
	})

	test('leaves who has only the name in common apart when told so, and still counts him', () => {
		const plan = planText('Nom;Prénom;Ville\nLefèvre;Zoé;Dijon\n', { known: [ZOE], choices: { byNameAlone: false } })

		expect(kinds(plan)).toEqual(['created'])
		expect(plan.byNameAlone).toBe(1)
	})

	test('asks when several are meant, and obeys the answer', () => {
		const known = [knownMember('a', { city: 'Lyon' }), knownMember('b', { city: 'Dijon' })]
		const text = 'Nom;Prénom;E-mail\nLefèvre;Zoé;zoe@example.org\n'

		const asked = planText(text, { known })
		expect(asked.lines[0]).toMatchObject({ kind: 'error', problems: [{ code: 'import-several' }] })
		const told = planText(text, { known, ...decided(0, { memberId: 'b' as MemberId }) })
		expect(told.lines[0]).toMatchObject({ kind: 'changed', match: { by: 'choice', known: known[1] } })
		expect(kinds(planText(text, { known, ...decided(0, 'new') }))).toEqual(['created'])
	})

	test('knows a member by his number, or his licence, under a new surname too', () => {
		const known = [
			knownMember('a', { lastName: 'Petit', firstName: 'Anna', memberNumber: 'M-12' }),
			knownMember('b', { lastName: 'Roux', firstName: 'Luc', licenceNumber: '12' })
		]
		const { lines } = planText(
			'Nom;Prénom;N° adhérent;N° licence\nMarin;Anna;M-12;\nRoux;Lucas;;12\nBlanc;Anna;M12;\n',
			{ known }
		)

		expect(lines.map(({ kind }) => kind)).toEqual(['changed', 'changed', 'duplicate'])
		expect(lines[0]).toMatchObject({ match: { by: 'number', known: known[0] } })
		expect(lines[1]).toMatchObject({ match: { by: 'number', known: known[1] } })
		expect(lines[0]?.changes).toEqual([{ field: 'lastName', from: 'Petit', to: 'Marin' }])
	})

	test('asks where a number is that of somebody whose name has nothing in common, and obeys', () => {
		const known = [knownMember('a', { lastName: 'Petit', firstName: 'Anna', memberNumber: '12' })]
		const text = 'Nom;Prénom;N° adhérent\nMarin;Paul;12\n'

		expect(planText(text, { known }).lines[0]).toMatchObject({
			kind: 'error',
			problems: [{ code: 'import-number-other-name' }],
			match: { candidates: known }
		})
		expect(kinds(planText(text, { known, ...decided(0, 'new') }))).toEqual(['created'])
		expect(kinds(planText(text, { known, ...decided(0, { memberId: 'a' as MemberId }) }))).toEqual(['changed'])
	})

	test('asks about a known address and first name under another surname, not about a family', () => {
		const known = [knownMember('a', { lastName: 'Petit', firstName: 'Anna', email: 'anna@example.org' })]
		const line = (name: string) => planText(`Nom;Prénom;E-mail\n${name};ANNA@example.org\n`, { known }).lines[0]

		expect(line('Marin;Anna')).toMatchObject({ kind: 'error', problems: [{ code: 'import-email-other-name' }] })
		expect(line('Petit;Paul')).toMatchObject({ kind: 'created' })
	})

	test('gives each of two members of one name the line that is his', () => {
		const known = [knownMember('a', { city: 'Lyon' }), knownMember('b', { city: 'Dijon' })]

		const { lines } = planText('Nom;Prénom;Ville\nLefèvre;Zoé;Dijon\nLefèvre;Zoé;Lyon\n', { known })

		expect(lines.map(({ kind, match }) => [kind, 'known' in match && match.known.member.id])).toEqual([
			['unchanged', 'b'],
			['unchanged', 'a']
		])
	})

	test('knows a whole name however it would be parted', () => {
		const known = [knownMember('a', { lastName: 'Roux Martin', firstName: 'Zoé' })]

		expect(kinds(planText('Nom complet;Ville\nRoux Martin Zoé;\n', { known }))).toEqual(['unchanged'])
	})
})

describe('the same person twice in a file', () => {
	test('is taken once, and the second line says where the first is', () => {
		const plan = planText('Nom;Prénom;E-mail\nRoux;Zoé;z@example.org\nSimon;Paul;\nROUX;Zoe;\n')

		expect(kinds(plan)).toEqual(['created', 'created', 'duplicate'])
		expect(plan.lines[2]?.match).toEqual({ by: 'earlier-line', line: 2 })
	})

	test('is two people when born on two days, or when the person says so', () => {
		const text = 'Nom;Prénom;Né le\nRoux;Zoé;01/02/1980\nRoux;Zoé;01/02/2010\nRoux;Zoé;\n'

		expect(kinds(planText(text))).toEqual(['created', 'created', 'duplicate'])
		expect(kinds(planText(text, decided(2, 'new')))).toEqual(['created', 'created', 'created'])
	})

	test('is known when the first line is a member already', () => {
		const plan = planText(
			'Nom;Prénom;E-mail;Ville\nLefèvre;Zoé;zoe@example.org;Gif\nLefèvre;Zoé;zoe@example.org;Ulis\n',
			{
				known: [ZOE]
			}
		)

		expect(kinds(plan)).toEqual(['changed', 'duplicate'])
	})
})

describe('what changes', () => {
	const changes = (text: string, setting: Parameters<typeof planText>[1] = {}) =>
		planText(text, { known: [ZOE], ...setting }).lines[0]?.changes

	test('is nothing where a cell is blank, unless blanks are to erase', () => {
		const text = 'Nom;Prénom;E-mail;Ville\nLefèvre;Zoé;zoe@example.org;\n'

		expect(changes(text)).toEqual([])
		expect(changes(text, { choices: { blanksErase: true } })).toEqual([{ field: 'city', from: 'Lyon', to: '' }])
	})

	test('is nothing where the same is written another way', () => {
		expect(changes('Nom;Prénom;Tél;Ville;Mail\nLEFEVRE;ZOE;06.12.34.56.78;LYON;ZOE@EXAMPLE.ORG\n')).toEqual([])
		expect(changes('Nom;Prénom;Tél\nLefèvre;Zoé;612345678\n')).toEqual([])
	})

	test('holds answers, their days and the club', () => {
		const text = 'Nom;Prénom;RGPD;Date RGPD;Droit à l’image;Club MJC\nLefèvre;Zoé;Oui;01/09/2026;;MJC Centre\n'

		expect(changes(text)).toEqual([
			{ field: 'mjcClub', from: '', to: 'MJC Centre' },
			{ field: 'dataConsent', from: '', to: 'yes' },
			{ field: 'dataConsentOn', from: '', to: '2026-09-01' }
		])
	})

	test('adds to the notes what they do not hold yet', () => {
		const known = [knownMember('a', { notes: 'Aime les chats\nGrade : bleu' })]
		const columns = { ...planText('Nom;Prénom;Grade;Niveau\nLefèvre;Zoé;bleu;2').columns }
		columns.targets = ['lastName', 'firstName', 'extra-note', 'extra-note']

		expect(changes('Nom;Prénom;Grade;Niveau\nLefèvre;Zoé;bleu;2', { known, choices: { columns } })).toEqual([
			{ field: 'notes', from: 'Aime les chats\nGrade : bleu', to: 'Aime les chats\nGrade : bleu\nNiveau : 2' }
		])
	})
})

describe('a line that cannot be imported', () => {
	test('says why, by field, and the others are not held up', () => {
		const { lines } = planText(
			'Nom;Prénom;Né le;RGPD;Tél\n;;01/02/2003;;\nRoux;Zoé;31/02/2000;peut-être;6,12E+08\nSimon;Paul;;;\n'
		)

		expect(
			lines.map(({ kind, problems }) => [kind, ...problems.map(({ field, code }) => `${field}: ${code}`)])
		).toEqual([
			['error', 'lastName: import-no-name'],
			['error', 'birthDate: import-day-unread', 'phone: import-number-cut', 'dataConsent: import-answer-unread'],
			['created']
		])
		expect(lines[1]?.read.line).toBe(3)
	})

	test('is right once it is corrected, or left out', () => {
		const text = 'Nom;Prénom;Né le\nRoux;Zoé;31/02/2000\n'

		const corrected = planText(text, { choices: { corrections: new Map([[0, { birthDate: '28/02/2000' }]]) } })
		expect(corrected.lines[0]).toMatchObject({
			kind: 'created',
			read: { given: { birthDate: { value: '2000-02-28' } } }
		})
		expect(kinds(planText(text, decided(0, 'left-out')))).toEqual(['left-out'])
	})

	test('takes a correction as it is typed, zero or none', () => {
		const choices = { corrections: new Map([[0, { postalCode: '1000' }]]) }

		const { lines } = planText('Nom;Code postal\nRoux;9999\n', { choices })

		expect(lines[0]?.read.given.postalCode?.value).toBe('1000')
	})

	test('is pointed out, but imported, when an address only looks odd', () => {
		const { lines } = planText('Nom;E-mail\nRoux;zoe chez example\n')

		expect(lines[0]).toMatchObject({ kind: 'created', warnings: { email: 'address-several' } })
	})
})
