import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import { layPersonFile } from '#shared/print/person-file.ts'
import { EMPTY_GUARDIAN } from '#shared/guardian.ts'
import type { MemberId } from '#shared/member.ts'
import { EMPTY_MEMBERSHIP, membershipIdOf } from '#shared/membership.ts'
import type { SeasonId } from '#shared/season.ts'
import { applyChanges } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { addMember, removeMembers, updateMember } from '#web/db/members.ts'
import { readPersonRecord } from '#web/db/person-file.ts'
import { contentOf, personJson } from '#web/privacy/person-file.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { paymentDraft, seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'
import { mailingOf } from '../../support/whole-club.ts'

const SEASON = 'season-1' as SeasonId

/** What is written of her, in every place. */
const KEPT = [
	...['Lefèvre', 'Zoé', 'Dijon', 'Lyon', 'zoe@example.org', 'remarque', 'papier vert', 'Marie Lefèvre'],
	...['2026-2027', 'fratrie', '60,00', 'chèque de tante', 'Assemblée générale', '01/09/2026']
]

async function addZoe(): Promise<MemberId> {
	const draft = memberDraft({ city: 'Lyon', email: 'zoe@example.org', notes: 'remarque' })
	const answers = { data: { given: true, on: '2026-09-01' as Day, source: 'papier vert' }, image: null }
	const id = unwrap(await addMember(draft, answers))
	await updateMember(id, { city: 'Dijon' })
	const key = membershipIdOf(SEASON, id)
	const paid = { ...paymentDraft({ [key]: 60_00 }, { note: 'chèque de tante' }), id: 'p1', membershipIds: [key] }
	const membership = { ...EMPTY_MEMBERSHIP, reductionReason: 'fratrie', id: key, seasonId: SEASON, memberId: id }
	unwrap(
		await applyChanges({ action: 'member-updated', count: 1 }, () => [
			{
				table: 'guardians',
				key: 'g1',
				row: { ...EMPTY_GUARDIAN, name: 'Marie Lefèvre', id: 'g1', memberId: id, place: 1 }
			},
			{ table: 'seasons', key: SEASON, row: { ...seasonDraft(), id: SEASON } },
			{ table: 'memberships', key, row: membership },
			{ table: 'payments', key: 'p1', row: paid }
		])
	)
	const { mailing, log } = mailingOf('done-1', { subject: 'Assemblée générale' })
	await database().mailings.add(mailing)
	await database().mailingLogs.add({ ...log, recipientId: id })
	return id
}

const missingIn = (text: string) => KEPT.filter((word) => !text.replaceAll(' ', ' ').includes(word))

async function recordOf(id: MemberId) {
	const record = await readPersonRecord(id)
	if (!record) throw new Error('nothing is kept')
	return record
}

describe('the file of one person', () => {
	useFreshDatabase()

	test('says everything that is kept, in words, on pages and for programs', async () => {
		const record = await recordOf(await addZoe())

		const pages = layPersonFile(contentOf(record), (text, { size }) => text.length * size * 0.18)

		const printed = pages.flatMap(({ items }) => items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])))
		expect(missingIn(printed.join(' '))).toEqual([])
		const titles = contentOf(record).sections.map(({ title }) => title)
		expect(titles).toEqual([
			...['Fiche', 'Accords et droit à l’image', 'Foyer et responsables', 'Adhésions', 'Paiements', 'Messages reçus'],
			'Historique de la fiche'
		])
		const json = await personJson(record)
		expect(missingIn(json)).toEqual([])
		expect(JSON.parse(json)).toMatchObject({ rows: { members: [{ city: 'Dijon' }] } })
	})

	test('says the same of somebody who was deleted, and that he was', async () => {
		const id = await addZoe()
		await removeMembers([id])

		const { note, sections } = contentOf(await recordOf(id))

		expect(missingIn(JSON.stringify(sections))).toEqual([])
		expect(note).toContain('corbeille')
	})

	test('is none of somebody of whom nothing is kept', async () => {
		expect(await readPersonRecord('nobody' as MemberId)).toBeUndefined()
	})
})
