import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_ANSWERS } from '#shared/consent.ts'
import type { MemberId } from '#shared/member.ts'
import { findLastUndoable, undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { saveDraft } from '#web/db/drafts.ts'
import { eraseMembers, listErasedIds } from '#web/db/erasure.ts'
import { listDeletedMembers, listHistory } from '#web/db/history.ts'
import { listListedMembers } from '#web/db/member-pages.ts'
import { addMember, findMember, removeMembers, updateMember } from '#web/db/members.ts'
import { mergeMembers } from '#web/db/merge.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { dump, fillClub, HIS, OTHER, WORDS, wordsIn } from '../../support/known-person.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import { mailingOf } from '../../support/whole-club.ts'

describe('eraseMembers', () => {
	useFreshDatabase()

	test.each([
		['a member', false],
		['somebody who was deleted', true]
	])('leaves no word of %s in any table', async (_, deleted) => {
		const id = await fillClub()
		await listListedMembers()
		const before = await dump()
		if (deleted) await removeMembers([id])

		unwrap(await eraseMembers([id]))

		const after = await dump()
		expect(wordsIn(before)).toEqual(WORDS)
		expect(wordsIn(after)).toEqual([])
		expect(before).toContain('250 251 252')
		expect(after).not.toContain('250 251 252')
	})

	test('leaves what was paid to the cent, and whoever else it was for', async () => {
		const id = await fillClub()

		unwrap(await eraseMembers([id]))

		const payments = await database().payments.toArray()
		expect(payments.map(({ id: key, amount, shares, paidOn }) => [key, amount, shares.length, paidOn])).toEqual([
			['p1', 60_00, 1, '2026-09-15'],
			['p2', 50_00, 2, '2026-09-15']
		])
		expect(await findMember(OTHER)).toMatchObject({ lastName: 'Autre', notes: 'Amie de […]' })
	})

	test('is not undone by taking back whatever was done before, nor by the key', async () => {
		const id = await fillClub()
		await removeMembers([id])
		const sets = (await database().changeSets.toArray()).map((set) => set.id)

		unwrap(await eraseMembers([id]))

		for (const setId of sets) unwrap(await undoChangeSet(setId))
		for (const { id: setId } of await database().changeSets.toArray()) unwrap(await undoChangeSet(setId))
		expect(wordsIn(await dump())).toEqual([])
		expect(await findMember(id)).toBeUndefined()
		expect(await listDeletedMembers()).toEqual([])
	})

	test('tells in the history that somebody was erased, and offers nothing to take back', async () => {
		const id = unwrap(await addMember(memberDraft(HIS)))

		unwrap(await eraseMembers([id]))

		expect((await listHistory({}, 9)).map(({ set, about }) => [set.action, about])).toEqual([['member-erased', '']])
		expect(await findLastUndoable()).toBeUndefined()
		expect(await listErasedIds()).toEqual(new Set([id]))
	})

	test('takes him off the lists at once', async () => {
		const id = await fillClub()
		await listListedMembers()

		unwrap(await eraseMembers([id]))

		expect((await listListedMembers()).map(({ member }) => member.id)).toEqual([OTHER])
	})

	test('keeps what a brother has too', async () => {
		const id = unwrap(await addMember(memberDraft(HIS)))
		const { email, phone, address } = HIS
		const brother = unwrap(await addMember(memberDraft({ firstName: 'Zéphyr', email, phone, address })))

		unwrap(await eraseMembers([id]))

		expect(await findMember(brother)).toMatchObject({ email, phone, address })
	})

	test('refuses while a message to him is on its way', async () => {
		const id = unwrap(await addMember(memberDraft(HIS)))
		const { mailing, log } = mailingOf('open-1', { progress: 'open' })
		await database().mailings.add(mailing)
		await database().mailingLogs.add({ ...log, recipientId: id })

		const erased = await eraseMembers([id])

		expect(erased).toEqual({ ok: false, error: { code: 'being-sent' } })
		expect(await findMember(id)).toBeDefined()
	})

	test('takes the record that was merged into hers along', async () => {
		const id = unwrap(await addMember(memberDraft(HIS)))
		const twin = unwrap(await addMember(memberDraft({ firstName: 'Fiacre', notes: 'marraine-fée' })))
		unwrap(await mergeMembers({ keep: id, drop: twin, values: {}, answers: NO_ANSWERS }))

		unwrap(await eraseMembers([id]))

		expect(wordsIn(await dump())).toEqual([])
	})

	test('leaves somebody alone who was taken for the same person, once that was taken back', async () => {
		const id = unwrap(await addMember(memberDraft(HIS)))
		const namesake = unwrap(await addMember(memberDraft({ firstName: 'Odile' })))
		const merged = unwrap(await mergeMembers({ keep: id, drop: namesake, values: {}, answers: NO_ANSWERS }))
		unwrap(await undoChangeSet(merged?.id ?? ''))

		unwrap(await eraseMembers([id]))

		expect(await findMember(namesake)).toMatchObject({ firstName: 'Odile' })
	})

	test('erases several at once, and says how many', async () => {
		const ids = [
			unwrap(await addMember(memberDraft(HIS))),
			unwrap(await addMember(memberDraft({ lastName: 'Hildegarde' })))
		]

		unwrap(await eraseMembers(ids))

		expect(wordsIn(await dump())).toEqual([])
		expect((await database().changeSets.toArray()).map(({ count }) => count)).toEqual([2])
	})

	test('leaves no word of anybody, whatever was written and done before', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(STEP, { maxLength: 8 }), async (steps) => {
				const id = unwrap(await addMember(memberDraft({ lastName: 'départ-zq', firstName: 'zq-départ' })))
				for (const step of steps) await take(step, id)

				unwrap(await eraseMembers([id]))
				for (const { id: setId } of await database().changeSets.toArray()) unwrap(await undoChangeSet(setId))

				expect(await dump()).not.toContain('zq')
			}),
			{ numRuns: 12 }
		)
	})
})

/** A word that only the person's own data has. */
const WORD = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => `${text.replaceAll('zq', '')} zq`)
const FIELD = fc.constantFrom('lastName', 'firstName', 'email', 'phone', 'address', 'city', 'notes', 'memberNumber')
const STEP = fc.oneof(
	fc.record({ kind: fc.constant('edit' as const), field: FIELD, word: WORD }),
	fc.record({ kind: fc.constant('agree' as const), word: WORD }),
	fc.record({ kind: fc.constantFrom('remove' as const, 'undo' as const, 'draft' as const), word: WORD })
)
type Step = typeof STEP extends fc.Arbitrary<infer Value> ? Value : never

async function take(step: Step, id: MemberId): Promise<void> {
	if (step.kind === 'edit') await updateMember(id, { [step.field]: step.word })
	else if (step.kind === 'remove') await removeMembers([id])
	else if (step.kind === 'draft') await saveDraft({ body: 'À relire', recipientIds: [id] })
	else if (step.kind === 'agree') {
		await updateMember(id, {}, { data: { given: true, on: '', source: step.word }, image: null })
	} else {
		const last = await findLastUndoable()
		if (last) await undoChangeSet(last.id)
	}
}
