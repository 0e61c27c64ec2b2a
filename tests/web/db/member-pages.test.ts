import { describe, expect, test } from 'vitest'
import type { ListedMember } from '#shared/listed-member.ts'
import type { MemberId } from '#shared/member.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { listListedMembers, listListedOn, onPagesWritten, pageOf } from '#web/db/member-pages.ts'
import { addMember, listMembers, readAllConsents, removeMembers, updateMember, updateMembers } from '#web/db/members.ts'
import { countClub, readSnapshot } from '#web/db/snapshot.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

const YES = { data: { given: true, on: '' as const }, image: null }
const byId = (entries: ListedMember[]) => entries.toSorted((a, b) => (a.member.id < b.member.id ? -1 : 1))

/** What the tables themselves say. */
async function readFromRows(): Promise<ListedMember[]> {
	const answers = await readAllConsents()
	const none = { data: null, image: null }
	return byId((await listMembers()).map((member) => ({ member, answers: answers.get(member.id) ?? none })))
}

describe('the pages of the list', () => {
	const club = useFreshDatabase()

	test('say what the rows say, whatever is written and taken back', async () => {
		const ids: MemberId[] = []
		for (let n = 0; n < 30; n += 1) {
			ids.push(unwrap(await addMember(memberDraft({ lastName: `Nom ${n}`, city: 'Œuvré' }), n % 2 ? YES : undefined)))
			if (n === 9) await listListedMembers()
		}
		const edited = unwrap(await updateMembers(ids.slice(0, 20), { patch: { city: 'Dijon' } }))
		await updateMembers(ids.slice(5, 15), { purpose: 'image', answer: { given: false, on: '' } })
		unwrap(await updateMember(ids[3]!, { lastName: 'Zola' }, YES))
		const removed = unwrap(await removeMembers(ids.slice(10, 18)))
		expect(byId(await listListedMembers())).toEqual(await readFromRows())
		await undoChangeSet(removed!.id)
		await undoChangeSet(edited!.id)

		const entries = byId(await listListedMembers())

		expect(entries).toEqual(await readFromRows())
		expect(entries).toHaveLength(30)
		expect(await listListedOn([pageOf(ids[3]!)])).toContainEqual(entries.find(({ member }) => member.id === ids[3]))
	})

	test('are made again when a member came in behind their back', async () => {
		const id = unwrap(await addMember(memberDraft({ lastName: 'Zola' })))
		await listListedMembers()
		const row = (await database().members.get(id))!
		await database().members.add({ ...row, id: 'm2' as MemberId })

		expect((await listListedMembers()).map(({ member }) => member.id).toSorted()).toEqual([id, 'm2'].toSorted())
	})

	test('tell which of them were written', async () => {
		await listListedMembers()
		const told: (number[] | undefined)[] = []
		const stop = onPagesWritten((pages) => told.push(pages))

		const id = unwrap(await addMember(memberDraft({ lastName: 'Zola' })))
		stop()
		await updateMember(id, { city: 'Dijon' })

		expect(told).toEqual([[pageOf(id)]])
	})

	test('are in no backup', async () => {
		await addMember(memberDraft({ lastName: 'Zola' }))
		await listListedMembers()

		expect(Object.keys(await readSnapshot(club.name))).not.toContain('memberPages')
		expect(Object.keys(await countClub(club.name))).not.toContain('memberPages')
	})
})
