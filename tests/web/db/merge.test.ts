import { describe, expect, test } from 'vitest'
import { NO_ANSWERS } from '#shared/consent.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { addMember, findMember, listMembers, readConsents } from '#web/db/members.ts'
import { mergeMembers } from '#web/db/merge.ts'
import { assignPosition, addPosition } from '#web/db/positions.ts'
import { listSetApart, setApart } from '#web/db/set-apart.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

const YES = { given: true, on: '' as const }
const NO = { given: false, on: '' as const }

/** Everything that a merge may touch, as it is stored. */
async function readAll() {
	const db = database()
	const tables = [db.members, db.consents, db.positionTerms]
	const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
	return Promise.all(tables.map(async (table) => ((await table.toArray()) as { id: string }[]).sort(byId)))
}

describe('a merge', () => {
	useFreshDatabase()

	test('makes one member of two, with what was chosen and what belonged to either', async () => {
		const keep = unwrap(await addMember(memberDraft({ email: 'old@example.org' }), { data: YES, image: NO }))
		const drop = unwrap(
			await addMember(memberDraft({ email: 'new@example.org', city: 'Dijon' }), { ...NO_ANSWERS, image: YES })
		)
		const position = unwrap(await addPosition({ name: 'Accueil', kind: 'staff', description: '' }))
		unwrap(await assignPosition(position, { memberId: drop, from: '', to: '' }))
		const before = await readAll()

		const values = { email: 'new@example.org' }
		const set = unwrap(await mergeMembers({ keep, drop, values, answers: { data: YES, image: YES } }))

		expect(await listMembers()).toHaveLength(1)
		expect(await findMember(keep)).toMatchObject({ email: 'new@example.org', city: 'Dijon', lastName: 'Lefèvre' })
		expect(await readConsents(keep)).toEqual({ data: YES, image: YES })
		expect(await database().consents.count()).toBe(2)
		expect((await database().positionTerms.toArray()).map(({ memberId }) => memberId)).toEqual([keep])

		await undoChangeSet(set!.id)
		expect(await readAll()).toEqual(before)
	})

	test('does nothing when one of the two is gone', async () => {
		const keep = unwrap(await addMember(memberDraft()))

		const set = unwrap(await mergeMembers({ keep, drop: 'm9' as never, values: {}, answers: NO_ANSWERS }))

		expect(set).toBeUndefined()
		expect(await listMembers()).toHaveLength(1)
	})
})

describe('pairs that are two people', () => {
	useFreshDatabase()

	test('are remembered, and forgotten again', async () => {
		await setApart('a b', true)
		await setApart('a c', true)
		await setApart('a b', false)

		expect(await listSetApart()).toEqual(new Set(['a c']))
	})
})
