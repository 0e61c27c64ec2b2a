import { describe, expect, test } from 'vitest'
import { NO_ANSWERS } from '#shared/consent.ts'
import type { ImportPlan } from '#shared/member-import/plan.ts'
import { findLastUndoable, undoChangeSet } from '#web/db/changes.ts'
import { customFields } from '#web/db/custom-fields.ts'
import { database } from '#web/db/database.ts'
import { readImportDraft, removeImportDraft, saveImportChoices, saveImportFile } from '#web/db/import-draft.ts'
import { applyImport, readImportGround } from '#web/db/member-import.ts'
import { addMember, listMembers, readConsents, removeMembers } from '#web/db/members.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { planText } from '../../support/import-plan.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

const HEAD = 'Nom;Prénom;E-mail;Ville;Club MJC;RGPD;Droit à l’image\n'

const plan = async (lines: string): Promise<ImportPlan> => planText(HEAD + lines, await readImportGround())
const apply = async (lines: string) => {
	const applied = await applyImport((await plan(lines)).lines)
	if (!applied.ok) throw new Error(applied.error.code)
	return applied.value
}

const everything = async () => {
	const { members, consents, mjcClubs } = database()
	return { members: await members.toArray(), consents: await consents.toArray(), clubs: await mjcClubs.toArray() }
}

describe('applyImport', () => {
	useFreshDatabase()

	test('adds people with their answers, and the clubs that were not there, in one change set', async () => {
		const set = await apply('Roux;Zoé;z@example.org;Trouy;MJC Centre;Oui;Non\nSimon;Paul;;;mjc  centre;;\n')

		expect(set).toMatchObject({ action: 'members-imported', count: 2 })
		expect(await database().changeSets.count()).toBe(1)
		const [club, ...others] = await database().mjcClubs.toArray()
		expect([club?.name, others]).toEqual(['MJC Centre', []])
		const members = (await listMembers()).sort((a, b) => (a.lastName < b.lastName ? -1 : 1))
		expect(members).toMatchObject([
			{ lastName: 'Roux', city: 'Trouy', mjcClubId: club?.id },
			{ lastName: 'Simon', city: '', mjcClubId: club?.id }
		])
		expect(await readConsents(members[0]!.id)).toEqual({
			data: { given: true, on: '', source: 'import' },
			image: { given: false, on: '', source: 'import' }
		})
		expect((await database().consents.toArray()).map(({ source }) => source)).toEqual(['import', 'import'])
	})

	test('changes what the file has otherwise, and nothing else', async () => {
		const answers = { data: { given: true, on: '2026-09-01' as never }, image: null }
		await addMember(memberDraft({ email: 'zoe@example.org', city: 'Lyon', phone: '01' }), answers)

		await apply('Lefèvre;Zoé;zoe@example.org;Dijon;;Oui;Oui\n')

		const [zoe] = await listMembers()
		expect(zoe).toMatchObject({ city: 'Dijon', phone: '01' })
		expect(await readConsents(zoe!.id)).toEqual({ ...answers, image: { given: true, on: '', source: 'import' } })
	})

	test('takes over ends and uses, and finds nothing new in what it has taken over', async () => {
		const head =
			'Nom;Prénom;Droit à l’image;Image : valable jusqu’au;Image sur le site web;Image dans la presse;Lettres d’information\n'
		const text = `${head}Roux;Zoé;Oui;31/08/2027;Oui;Non;Non\nSimon;Paul;Oui, expiré;;Oui;;\n`
		const applied = await applyImport(planText(text, await readImportGround()).lines)
		expect(applied.ok).toBe(true)

		const [roux, simon] = (await listMembers()).sort((a, b) => (a.lastName < b.lastName ? -1 : 1))

		const answer = { on: '', source: 'import' }
		expect(await readConsents(roux!.id)).toEqual({
			...NO_ANSWERS,
			image: { ...answer, given: true, until: '2027-08-31' },
			'image-press': { ...answer, given: false },
			newsletter: { ...answer, given: false }
		})
		expect((await readConsents(simon!.id)).image).toEqual({ ...answer, given: true, until: '2026-11-22' })
		expect(planText(text, await readImportGround()).counts).toMatchObject({ unchanged: 2, changed: 0, created: 0 })
	})

	test('keeps how long an answer holds where the file gives another day for it alone', async () => {
		const until = '2027-08-31' as never
		await addMember(memberDraft(), { ...NO_ANSWERS, image: { given: true, on: '', until, source: 'paper' } })

		const text = 'Nom;Prénom;Droit à l’image;Date du droit à l’image\nLefèvre;Zoé;Oui;02/09/2026\n'
		await applyImport(planText(text, await readImportGround()).lines)

		const [zoe] = await listMembers()
		expect((await readConsents(zoe!.id)).image).toEqual({ given: true, on: '2026-09-02', until, source: 'import' })
	})

	test('writes the values of the club’s own fields, keeps those that the file has not, and takes them back', async () => {
		const belt = unwrap(await customFields.add({ name: 'Ceinture', kind: 'choice', options: 'jaune\nverte' }))
		const other = unwrap(await customFields.add({ name: 'Poids', kind: 'number', options: '' }))
		const zoe = unwrap(await addMember({ ...memberDraft(), custom: { [belt]: 'jaune', [other]: '52' } }))
		const ground = await readImportGround()

		const applied = await applyImport(
			planText('Nom;Prénom;ceinture\nLefèvre;Zoé;VERTE\nRoux;Luc;Jaune\n', ground).lines
		)

		const values = async () => new Map((await listMembers()).map(({ lastName, custom }) => [lastName, custom]))
		expect(await values()).toEqual(
			new Map([
				['Lefèvre', { [belt]: 'verte', [other]: '52' }],
				['Roux', { [belt]: 'jaune' }]
			])
		)
		await undoChangeSet(unwrap(applied)!.id)
		expect(await values()).toEqual(new Map([['Lefèvre', { [belt]: 'jaune', [other]: '52' }]]))
		expect((await listMembers())[0]?.id).toBe(zoe)
	})

	test('writes nothing when the file says what is known', async () => {
		await apply('Roux;Zoé;z@example.org;Trouy;MJC Centre;Oui;Non\n')

		expect(await apply('Roux;Zoé;z@example.org;Trouy;MJC CENTRE;Oui;Non\n')).toBeUndefined()
		expect(await database().changeSets.count()).toBe(1)
	})

	test('passes over a member who has gone since', async () => {
		const added = await addMember(memberDraft({ email: 'zoe@example.org' }))
		const { lines } = await plan('Lefèvre;Zoé;zoe@example.org;Dijon;;Oui;\n')
		if (added.ok) await removeMembers([added.value])

		expect(await applyImport(lines)).toEqual({ ok: true, value: undefined })
		expect((await everything()).consents).toEqual([])
	})

	test('is taken back wholly, row for row, and done again', async () => {
		await addMember(memberDraft({ email: 'zoe@example.org', city: 'Lyon' }))
		const before = await everything()
		const many = Array.from({ length: 500 }, (_, n) => `Roux${n};Zoé;;Trouy;MJC ${n % 7};Oui;Non`).join('\n')
		await apply(`Lefèvre;Zoé;zoe@example.org;Dijon;MJC 1;Oui;\n${many}\n`)
		const after = await everything()
		expect(after.members).toHaveLength(501)

		const undone = await undoChangeSet((await findLastUndoable())?.id ?? '')
		expect(await everything()).toEqual(before)

		await undoChangeSet(undone.ok ? (undone.value?.id ?? '') : '')
		expect(await everything()).toEqual(after)
	})
})

describe('an import that was begun', () => {
	useFreshDatabase()

	test('is found again with its file and choices, until it is given up', async () => {
		const bytes = new TextEncoder().encode('Nom\nRoux\n')
		await saveImportFile({ name: 'membres.csv', bytes })
		expect(await readImportDraft()).toEqual({ file: { name: 'membres.csv', bytes }, choices: undefined })

		await saveImportChoices({ delimiter: ';' })
		expect((await readImportDraft())?.choices).toEqual({ delimiter: ';' })

		await saveImportFile({ name: 'autre.csv', bytes })
		expect((await readImportDraft())?.choices).toBeUndefined()
		await removeImportDraft()
		expect(await readImportDraft()).toBeUndefined()
	})

	test('is passed over when its octets were lost on the way', async () => {
		await database()
			.table('drafts')
			.put({ id: 'member-import-file', name: 'membres.csv', bytes: { 0: 78 } })

		expect(await readImportDraft()).toBeUndefined()
	})
})
