import { describe, expect, test } from 'vitest'
import { NO_ANSWERS, type ConsentAnswers } from '#shared/consent.ts'
import type { Day } from '#shared/day.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { listDeletedMembers, restoreMembers } from '#web/db/history.ts'
import { listListedMembers } from '#web/db/member-pages.ts'
import { addMember, listMembers, readConsents, removeMembers, updateMember, updateMembers } from '#web/db/members.ts'
import { mergeMembers } from '#web/db/merge.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

const END = '2027-08-31' as Day
const ANSWERS: ConsentAnswers = {
	data: { given: true, on: '2026-09-01' as Day, source: 'paper' },
	image: { given: true, on: '2026-09-01' as Day, until: END, source: 'Forum des associations' },
	'image-social': { given: false, on: '' },
	newsletter: { given: false, on: '', source: 'email' }
}
const add = async (answers = ANSWERS) => unwrap(await addMember(memberDraft(), answers))

describe('answers', () => {
	useFreshDatabase()

	test('are kept whole for every purpose, in rows and in the list', async () => {
		const id = await add()

		expect(await readConsents(id)).toEqual(ANSWERS)
		expect((await listListedMembers()).map(({ answers }) => answers)).toEqual([ANSWERS])
	})

	test('change in every part, in the list as well, and are taken back', async () => {
		const id = await add()
		await listListedMembers()
		const image = { ...ANSWERS.image!, until: '2028-08-31' as Day, source: 'oral' }

		const set = unwrap(await updateMember(id, {}, { ...ANSWERS, image, 'image-social': null }))

		expect(await readConsents(id)).toEqual({ ...ANSWERS, image, 'image-social': undefined })
		expect((await listListedMembers())[0]?.answers.image).toEqual(image)
		await undoChangeSet(set!.id)
		expect(await readConsents(id)).toEqual(ANSWERS)
	})

	test('lose an end that is taken away', async () => {
		const id = await add()

		await updateMember(id, {}, { ...ANSWERS, image: { ...ANSWERS.image!, until: '' } })

		expect((await readConsents(id)).image).toEqual({ ...ANSWERS.image, until: undefined })
	})

	test('are set for many as one action, and taken back as one', async () => {
		const ids = [await add(), await add(NO_ANSWERS)]
		const answer = { given: true, on: '2026-11-30' as Day, until: END, source: 'online' }

		const set = unwrap(await updateMembers(ids, { purpose: 'image-site', answer }))

		for (const id of ids) expect((await readConsents(id))['image-site']).toEqual(answer)
		await undoChangeSet(set!.id)
		expect(await readConsents(ids[1]!)).toEqual(NO_ANSWERS)
	})

	test('go to the trash with the member, and come back with him', async () => {
		const id = await add()
		await removeMembers([id])

		await restoreMembers(await listDeletedMembers())

		expect(await readConsents(id)).toEqual(ANSWERS)
	})

	test('are merged purpose by purpose, and un-merged', async () => {
		const [keep, drop] = [await add(NO_ANSWERS), await add()]

		const set = unwrap(await mergeMembers({ keep, drop, values: {}, answers: ANSWERS }))

		expect(await listMembers()).toHaveLength(1)
		expect(await readConsents(keep)).toEqual(ANSWERS)
		await undoChangeSet(set!.id)
		expect([await readConsents(keep), await readConsents(drop)]).toEqual([NO_ANSWERS, ANSWERS])
	})
})
