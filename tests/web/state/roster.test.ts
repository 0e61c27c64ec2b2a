import { flushSync } from 'svelte'
import { afterEach, describe, expect, test } from 'vitest'
import type { MemberId } from '#shared/member.ts'
import { database } from '#web/db/database.ts'
import { addMember, removeMembers, updateMember } from '#web/db/members.ts'
import { ClubDatabase } from '#web/db/schema.ts'
import { roster } from '#web/state/roster.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'
import { watchRoster } from './watch-roster.svelte.ts'

const BY_CITY = { valueOf: ({ member }: { member: { city: string } }) => member.city, descending: false }

describe('the roster', () => {
	useFreshDatabase()
	let stop = () => undefined as void
	afterEach(() => stop())

	const add = async (lastName: string, city = '') =>
		unwrap(await addMember(memberDraft({ lastName, city, firstName: '' })))
	const names = () => roster.entries?.map(({ member }) => member.lastName)
	const namesByCity = () => roster.orderedBy(BY_CITY).map(({ member }) => member.lastName)

	test('has everybody by name, and follows what is written', async () => {
		const zola = await add('Zola', 'Aix')
		await add('Éluard', 'Dijon')
		stop = watchRoster()
		await expect.poll(names).toEqual(['Éluard', 'Zola'])
		expect(namesByCity()).toEqual(['Zola', 'Éluard'])

		await add('Fabre', 'Beaune')
		await expect.poll(names).toEqual(['Éluard', 'Fabre', 'Zola'])
		expect(namesByCity()).toEqual(['Zola', 'Fabre', 'Éluard'])
		await updateMember(zola, { lastName: 'Aragon', city: 'Nîmes' })
		await expect.poll(names).toEqual(['Aragon', 'Éluard', 'Fabre'])
		expect(namesByCity()).toEqual(['Fabre', 'Éluard', 'Aragon'])
		await removeMembers([zola])

		await expect.poll(names).toEqual(['Éluard', 'Fabre'])
		expect(roster.find(zola)).toBeUndefined()
		expect(namesByCity()).toEqual(['Fabre', 'Éluard'])
	})

	test('keeps what was made of those who did not change', async () => {
		const zola = await add('Zola')
		await add('Éluard')
		stop = watchRoster()
		await expect.poll(names).toEqual(['Éluard', 'Zola'])
		const eluard = roster.entries?.[0]

		await updateMember(zola, { city: 'Paris' })
		await expect.poll(() => roster.find(zola)?.member.city).toBe('Paris')
		flushSync()

		expect(roster.entries?.[0]).toBe(eluard)
	})

	test('hears what another window writes', async () => {
		await add('Zola')
		stop = watchRoster()
		await expect.poll(names).toEqual(['Zola'])
		const other = new ClubDatabase(database().name)

		await other.memberPages.clear()
		await other.members.add({
			...memberDraft({ lastName: 'Aragon' }),
			id: 'm2' as MemberId,
			createdAt: 0,
			updatedAt: 0
		})
		await other.memberPages.clear()

		await expect.poll(names).toEqual(['Aragon', 'Zola'])
		other.close()
	})
})
