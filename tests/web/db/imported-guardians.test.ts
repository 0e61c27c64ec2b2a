import { describe, expect, test } from 'vitest'
import type { Guardian, GuardianDraft } from '#shared/guardian.ts'
import type { MemberId } from '#shared/member.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { applyImport, readImportGround } from '#web/db/member-import.ts'
import { addMember, listMembers } from '#web/db/members.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { planText } from '../../support/import-plan.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

const HEAD = 'Nom;Prénom;Foyer;Responsable 1;Responsable 1 : lien;Responsable 2;Responsable 2 : téléphone\n'

async function apply(lines: string, blanksErase = false) {
	const plan = planText(HEAD + lines, { ...(await readImportGround()), choices: { blanksErase } })
	return unwrap(await applyImport(plan.lines))
}
const guardians = () => database().guardians.orderBy('memberId').sortBy('place')

async function addZoe(draft: Partial<GuardianDraft> = {}): Promise<Guardian> {
	const memberId = unwrap(await addMember(memberDraft({ lastName: 'Roux', firstName: 'Zoé' })))
	const texts = { name: 'Anne Roux', relation: '', email: 'anne@example.org', phone: '' }
	const row: Guardian = { ...texts, rights: ['collect'], guardianMemberId: '', ...draft, id: 'g1', memberId, place: 1 }
	await database().guardians.add(row)
	return row
}

describe('applyImport', () => {
	useFreshDatabase()

	test('adds people with their guardians in one change set, which is taken back as one', async () => {
		const set = await apply('Roux;Zoé;;Anne Roux;Mère;Luc Roux;06 12 34 56 78\n')

		const [zoe] = await listMembers()
		expect(await guardians()).toMatchObject([
			{ memberId: zoe?.id, name: 'Anne Roux', relation: 'Mère', rights: [] },
			{ memberId: zoe?.id, name: 'Luc Roux', phone: '06 12 34 56 78', rights: [] }
		])
		unwrap(await undoChangeSet(set!.id))
		expect([await listMembers(), await guardians()]).toEqual([[], []])
	})

	test('changes what is new of a guardian, and leaves what the file does not say', async () => {
		const before = await addZoe()

		const set = await apply('Roux;Zoé;;Anne Roux-Petit;Mère;;\n')

		expect(await guardians()).toEqual([{ ...before, name: 'Anne Roux-Petit', relation: 'Mère' }])
		unwrap(await undoChangeSet(set!.id))
		expect(await guardians()).toEqual([before])
	})

	test('gives nobody the rights of another', async () => {
		await addZoe({ guardianMemberId: 'anne' as MemberId })

		await apply('Roux;Zoé;;Luc Simon;;;\n')

		expect(await guardians()).toMatchObject([{ name: 'Luc Simon', rights: [], guardianMemberId: '' }])
	})

	test('leaves the rights to a guardian under another name whose e-mail is the same, and foretells that nobody loses any', async () => {
		const before = await addZoe()
		const head = 'Nom;Prénom;Responsable 1;Responsable 1 : e-mail\n'
		const plan = planText(`${head}Roux;Zoé;Mme Petit;ANNE@example.org\n`, await readImportGround())

		unwrap(await applyImport(plan.lines))

		expect(plan.lines[0]?.replaced).toEqual([])
		expect(await guardians()).toMatchObject([{ id: before.id, name: 'Mme Petit', rights: ['collect'] }])
	})

	test('foretells who loses his rights to somebody else, by name or by a blank that erases', async () => {
		const before = await addZoe()
		const ground = await readImportGround()

		expect(planText(`${HEAD}Roux;Zoé;;Luc Simon;;;\n`, ground).lines[0]?.replaced).toEqual([before])
		const choices = { blanksErase: true }
		expect(planText(`${HEAD}Roux;Zoé;;;;;\n`, { ...ground, choices }).lines[0]?.replaced).toEqual([before])
	})

	test('takes a guardian away of whom blanks leave nothing', async () => {
		await addZoe({ email: '', rights: [] })

		await apply('Roux;Zoé;;;;;\n', true)

		expect(await guardians()).toEqual([])
	})

	test('makes no household of a name: two families of one name are two', async () => {
		await apply('Roux;Zoé;Roux;;;;\nRoux;Tom;Roux;;;;\n')

		expect((await listMembers()).map(({ householdId = '' }) => householdId)).toEqual(['', ''])
		expect(await database().households.count()).toBe(0)
	})
})
