import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { membershipIdOf } from '#shared/membership.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { findLastUndoable } from '#web/db/changes.ts'
import { saveMember } from '#web/db/families.ts'
import { listHistory } from '#web/db/history.ts'
import { addMember } from '#web/db/members.ts'
import {
	addMemberships,
	countMembersBySeason,
	findMembership,
	listMembershipsOf,
	noteReminders,
	removeMemberships,
	updateMemberships
} from '#web/db/memberships.ts'
import { addPayment } from '#web/db/payments.ts'
import {
	addSeason,
	chooseSeason,
	findChosenSeason,
	findSeason,
	findSeasonInForce,
	listSeasons,
	openSeason,
	removeSeason,
	updateSeason
} from '#web/db/seasons.ts'
import { readSnapshot } from '#web/db/snapshot.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { paymentDraft, seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'

const add = async (firstName: string) => unwrap(await addMember(memberDraft({ firstName })))
const next = seasonDraft({
	...{ name: '2027-2028', startsOn: '2027-09-01', endsOn: '2028-08-31' },
	otherPrices: [{ id: 'l', label: 'Licence', amount: 20_00 }]
})
const actions = async () => (await listHistory({}, 20)).map(({ set }) => [set.action, set.count])

describe('seasons', () => {
	const used = useFreshDatabase()

	test('have names of their own, and are changed and undone', async () => {
		const id = unwrap(await addSeason(seasonDraft()))

		expect(await addSeason(seasonDraft({ name: ' 2026-2027 ' }))).toMatchObject({ error: { code: 'name-known', id } })
		expect(await openSeason({ draft: seasonDraft(), memberIds: [] })).toMatchObject({ error: { code: 'name-known' } })
		expect(unwrap(await updateSeason(id, { otherPrices: [], clubPrice: 100_00 }))).toBeUndefined()
		const changed = unwrap(await updateSeason(id, { otherPrices: next.otherPrices }))
		expect(await findSeason(id)).toMatchObject({ otherPrices: next.otherPrices })
		await undoChangeSet(changed?.id ?? '')
		expect(await findSeason(id)).toMatchObject({ otherPrices: [] })
	})

	test('go with who is in them, and come back with them', async () => {
		const id = unwrap(await addSeason(seasonDraft()))
		const zoe = await add('Zoé')

		const removed = unwrap(await removeSeason(id))
		expect([await listSeasons(), await listMembershipsOf(zoe)]).toEqual([[], []])
		await undoChangeSet(removed?.id ?? '')

		expect(await listMembershipsOf(zoe)).toMatchObject([{ seasonId: id }])
		expect(await countMembersBySeason([id])).toEqual(new Map([[id, 1]]))
	})

	test('stay as long as money was written down for them', async () => {
		const id = unwrap(await addSeason(seasonDraft()))
		const zoe = await add('Zoé')
		await addPayment(paymentDraft({ [membershipIdOf(id, zoe)]: 10_00 }))

		expect(await removeSeason(id)).toEqual({ ok: false, error: { code: 'season-has-money', count: 1 } })
		expect(await listSeasons()).toHaveLength(1)
	})

	test('carry members over as one action, on their terms and without what was of one season', async () => {
		const id = unwrap(await addSeason(seasonDraft()))
		const [zoe, tom, ivo] = [await add('Zoé'), await add('Tom'), await add('Ivo')]
		const terms = { paymentType: 'club_only' as const, mjcClubId: 'm', otherPriceIds: ['l', 'gone'], reduction: 5_00 }
		await updateMemberships([membershipIdOf(id, zoe)], terms)

		const memberIds = [zoe, tom, 'gone' as MemberId]
		const opened = unwrap(await openSeason({ draft: next, memberIds, from: id }))

		expect(await findMembership(opened, zoe)).toMatchObject({
			...{ paymentType: 'club_only', mjcClubId: 'm', otherPriceIds: ['l'] },
			...{ reduction: 0, joinedOn: '' }
		})
		expect(await listMembershipsOf(ivo)).toHaveLength(1)
		expect(await countMembersBySeason([opened])).toEqual(new Map([[opened, 2]]))
		await undoChangeSet((await findLastUndoable())?.id ?? '')
		expect(await listSeasons()).toHaveLength(1)
		expect(await countMembersBySeason([opened])).toEqual(new Map([[opened, 0]]))
	})

	test('are looked at by device: no backup holds which', async () => {
		const [past, coming] = [unwrap(await addSeason(seasonDraft())), unwrap(await addSeason(next))]
		expect((await findSeasonInForce())?.id).toBe(past)

		await chooseSeason(coming)

		expect((await findSeasonInForce())?.id).toBe(coming)
		expect(JSON.stringify((await readSnapshot(used.name))['settings'])).not.toContain(coming)
		await chooseSeason(undefined)
		expect(await findChosenSeason()).toBeUndefined()
	})
})

describe('memberships', () => {
	useFreshDatabase()

	test('come with a new member in the same action, where the club has a season', async () => {
		const early = await add('Zoé')
		const id = unwrap(await addSeason(seasonDraft()))
		const late = await add('Tom')

		expect(await listMembershipsOf(early)).toEqual([])
		expect(await findMembership(id, late)).toMatchObject({ paymentType: 'club_mjc' })
		expect((await findMembership(id, late))?.joinedOn).not.toBe('')
		await undoChangeSet((await findLastUndoable())?.id ?? '')
		expect(await database().memberships.count()).toBe(0)
	})

	test('are saved with the member by his form, also as none', async () => {
		const id = unwrap(await addSeason(seasonDraft()))
		const newId = 'm1' as MemberId
		const family = { joining: [], guardians: {}, following: [] }
		const common = { newId, answers: undefined, family, followers: 0, fields: memberDraft() }
		const save = (of: MemberId | undefined, fields: object | null) =>
			saveMember({ ...common, id: of, membership: { seasonId: id, fields } })

		unwrap(await save(undefined, null))
		expect(await listMembershipsOf(newId)).toEqual([])
		unwrap(await save(newId, { note: 'essai' }))
		expect(await findMembership(id, newId)).toMatchObject({ note: 'essai', reduction: 0 })
		expect(unwrap(await save(newId, { note: 'essai' }))).toBeUndefined()
		unwrap(await save(newId, { reduction: 5_00 }))
		expect(await findMembership(id, newId)).toMatchObject({ note: 'essai', reduction: 5_00 })
		unwrap(await addPayment(paymentDraft({ [membershipIdOf(id, newId)]: 1_00 })))
		unwrap(await save(newId, null))
		expect(await listMembershipsOf(newId)).toHaveLength(1)
	})

	test('are given to several, and taken from those without money', async () => {
		const [zoe, tom] = [await add('Zoé'), await add('Tom')]
		const id = unwrap(await addSeason(seasonDraft()))
		const keys = [zoe, tom].map((member) => membershipIdOf(id, member))

		unwrap(await addMemberships(id, [zoe, tom]))
		expect(unwrap(await addMemberships(id, [zoe]))).toBeUndefined()
		await addPayment(paymentDraft({ [membershipIdOf(id, tom)]: 10_00 }))
		const { kept } = unwrap(await removeMemberships(keys))

		expect(kept).toEqual([membershipIdOf(id, tom)])
		expect(await findMembership(id, zoe)).toBeUndefined()
		expect(await findMembership(id, tom)).toBeDefined()
	})

	test('remember the days of reminders, each once', async () => {
		const id = unwrap(await addSeason(seasonDraft()))
		const zoe = await add('Zoé')
		const key = membershipIdOf(id, zoe)

		for (const day of ['2026-11-02', '2026-10-01', '2026-11-02']) await noteReminders([key], day as Day)

		expect((await findMembership(id, zoe))?.remindedOn).toEqual(['2026-10-01', '2026-11-02'])
		expect((await actions()).slice(0, 2)).toEqual([
			['memberships-reminded', 1],
			['memberships-reminded', 1]
		])
	})
})
