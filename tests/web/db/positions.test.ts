import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import type { PositionId } from '#shared/position.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { addMember, removeMembers } from '#web/db/members.ts'
import {
	addPosition,
	assignPosition,
	findPosition,
	freePosition,
	listPositions,
	listTerms,
	listTermsOf,
	removePositions,
	removeTerms,
	updatePosition,
	updateTerm
} from '#web/db/positions.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

const TREASURER = { name: 'Trésorière', kind: 'treasurer' as const, description: '' }
const day = (text: string) => text as Day

async function addHeld() {
	const memberId = unwrap(await addMember(memberDraft()))
	const positionId = unwrap(await addPosition(TREASURER))
	unwrap(await assignPosition(positionId, { memberId, from: day('2025-09-01'), to: '' }))
	const [term] = await listTerms()
	return { memberId, positionId, termId: term!.id }
}
const lastSet = async () => (await database().changeSets.orderBy('clock').last())!

describe('positions', () => {
	useFreshDatabase()

	test('are added and changed, each in one change set', async () => {
		const id = unwrap(await addPosition(TREASURER))
		const set = unwrap(await updatePosition(id, { name: 'Trésorier' }))

		expect(await listPositions()).toMatchObject([{ id, name: 'Trésorier', kind: 'treasurer' }])
		expect(set).toMatchObject({ action: 'position-updated', seq: 2 })
	})

	test('log nothing when nothing differs or the position is gone', async () => {
		const id = unwrap(await addPosition(TREASURER))

		expect(unwrap(await updatePosition(id, TREASURER))).toBeUndefined()
		expect(unwrap(await updatePosition('gone' as PositionId, { name: 'x' }))).toBeUndefined()
		expect(unwrap(await freePosition('gone', day('2026-01-01')))).toBeUndefined()
	})

	test('are given to members and freed, and the history stays', async () => {
		const { memberId, positionId, termId } = await addHeld()

		const set = unwrap(await freePosition(termId, day('2026-11-23')))

		expect(set).toMatchObject({ action: 'position-freed' })
		expect(await listTermsOf(memberId)).toEqual([
			{ id: termId, positionId, memberId, from: '2025-09-01', to: '2026-11-23' }
		])
		unwrap(await undoChangeSet(set!.id))
		expect(await listTerms()).toMatchObject([{ to: '' }])
	})

	test('may be held by two at a time', async () => {
		const { positionId } = await addHeld()
		const other = unwrap(await addMember(memberDraft({ firstName: 'Tom' })))

		unwrap(await assignPosition(positionId, { memberId: other, from: day('2026-01-01'), to: '' }))

		expect(await listTerms()).toHaveLength(2)
	})

	test('are not given to anybody once they are gone', async () => {
		const { memberId, positionId } = await addHeld()
		unwrap(await removePositions([positionId]))

		expect(unwrap(await assignPosition(positionId, { memberId, from: '', to: '' }))).toBeUndefined()
		expect(await listTerms()).toEqual([])
	})

	test('have terms that are corrected or taken away, and come back', async () => {
		const { termId } = await addHeld()

		expect(unwrap(await updateTerm(termId, { from: day('2024-09-01') }))).toMatchObject({
			action: 'position-term-updated'
		})
		const removed = unwrap(await removeTerms([termId]))
		expect(await listTerms()).toEqual([])
		unwrap(await undoChangeSet(removed!.id))

		expect(await listTerms()).toMatchObject([{ id: termId, from: '2024-09-01' }])
	})

	test('go with their terms, and come back with them', async () => {
		const { positionId, termId } = await addHeld()

		const set = unwrap(await removePositions([positionId]))
		expect([await listPositions(), await listTerms()]).toEqual([[], []])
		unwrap(await undoChangeSet(set!.id))

		expect(await findPosition(positionId)).toMatchObject({ name: 'Trésorière' })
		expect(await listTerms()).toMatchObject([{ id: termId }])
	})

	test('lose the terms of a removed member, and have them back with him', async () => {
		const { memberId, termId } = await addHeld()

		unwrap(await removeMembers([memberId]))
		expect(await listTerms()).toEqual([])
		expect(await listPositions()).toHaveLength(1)
		unwrap(await undoChangeSet((await lastSet()).id))

		expect(await listTerms()).toMatchObject([{ id: termId, memberId }])
	})
})
