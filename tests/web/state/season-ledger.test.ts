import { afterEach, describe, expect, test } from 'vitest'
import type { MemberId } from '#shared/member.ts'
import { membershipIdOf } from '#shared/membership.ts'
import type { SeasonId } from '#shared/season.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { addMember, removeMembers } from '#web/db/members.ts'
import { addMemberships, readSeasonMoney, removeMemberships, updateMemberships } from '#web/db/memberships.ts'
import { addPayment, removePayments, updatePayment } from '#web/db/payments.ts'
import { ClubDatabase } from '#web/db/schema.ts'
import { addSeason, chooseSeason, openSeason, updateSeason } from '#web/db/seasons.ts'
import { seasonInForce } from '#web/state/season-in-force.svelte.ts'
import { seasonLedger } from '#web/state/season-ledger.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { membershipOf, paymentDraft, seasonDraft } from '../../support/money.ts'
import { runToEnd } from '../../support/run-to-end.ts'
import { unwrap } from '../../support/unwrap.ts'
import { watchLedger } from './watch-ledger.svelte.ts'

const add = async (firstName: string) => unwrap(await addMember(memberDraft({ firstName })))

describe('the money of the season in force', () => {
	useFreshDatabase()
	let stop = () => undefined as void
	afterEach(() => stop())

	const stands = (id: MemberId) => {
		const standing = seasonLedger.find(id)?.standing
		return standing && [standing.status, standing.balance]
	}
	async function season() {
		const id = unwrap(await addSeason(seasonDraft()))
		const [zoe, tom] = [await add('Zoé'), await add('Tom')]
		return { id, zoe, tom, keyOf: (member: MemberId) => membershipIdOf(id, member) }
	}

	test('is nothing as long as the club has no season', async () => {
		await add('Zoé')
		stop = watchLedger()
		await expect.poll(() => seasonInForce.loaded).toBe(true)

		expect(seasonLedger.current).toBeUndefined()
		expect(runToEnd(seasonLedger.totals([]))).toMatchObject({ total: 0 })
	})

	test('follows each payment, refund, change and undo', async () => {
		const { id, zoe, tom, keyOf } = await season()
		stop = watchLedger()
		await expect.poll(() => stands(zoe)).toEqual(['unpaid', 150_00])

		const shares = { [keyOf(zoe)]: 150_00, [keyOf(tom)]: 50_00 }
		const cheque = unwrap(await addPayment(paymentDraft(shares, { means: 'cheque' })))
		await expect.poll(() => stands(tom)).toEqual(['partial', 100_00])
		expect(stands(zoe)).toEqual(['paid', 0])
		expect(runToEnd(seasonLedger.totals([zoe]))).toMatchObject({ cheque: 150_00, total: 150_00 })
		const fair = { [keyOf(zoe)]: 100_00, [keyOf(tom)]: 100_00 }
		const parted = unwrap(await updatePayment(cheque, paymentDraft(fair, { means: 'cheque' })))
		await expect.poll(() => stands(tom)).toEqual(['partial', 50_00])
		unwrap(await undoChangeSet(parted?.id ?? ''))
		await expect.poll(() => stands(tom)).toEqual(['partial', 100_00])

		await addPayment(paymentDraft({ [keyOf(tom)]: 50_00 }, { isRefund: true }))
		await expect.poll(() => stands(tom)).toEqual(['refunded', 0])
		await removePayments([cheque])
		await expect.poll(() => stands(zoe)).toEqual(['unpaid', 150_00])
		await updateMemberships([keyOf(zoe)], { reduction: 20_00 })
		await expect.poll(() => stands(zoe)).toEqual(['unpaid', 130_00])
		await updateSeason(id, { clubPrice: 200_00 })
		await expect.poll(() => stands(zoe)).toEqual(['unpaid', 230_00])
		await removeMemberships([keyOf(zoe)])
		await expect.poll(() => stands(zoe)).toBeUndefined()
		await removeMembers([tom])
		await expect.poll(() => seasonLedger.current?.entries.size).toBe(0)
	})

	test('hears what another window writes', async () => {
		const { zoe, keyOf } = await season()
		stop = watchLedger()
		await expect.poll(() => stands(zoe)).toEqual(['unpaid', 150_00])
		const other = new ClubDatabase(database().name)

		await other.memberships.update(keyOf(zoe), { isExempt: true })

		await expect.poll(() => stands(zoe)).toEqual(['exempt', 0])
		other.close()
	})

	test('is that of the season looked at, on this device until it is changed', async () => {
		const { id, zoe } = await season()
		const next = seasonDraft({ name: '2099-2100', startsOn: '2099-09-01', endsOn: '2100-08-31', clubPrice: 10_00 })
		const opened = unwrap(await openSeason({ draft: next, memberIds: [zoe], from: id }))
		stop = watchLedger()
		await expect.poll(() => seasonInForce.current?.id).toBe(id)
		expect(seasonInForce.all.map(({ name }) => name)).toEqual(['2099-2100', '2026-2027'])

		await chooseSeason(opened)
		await expect.poll(() => stands(zoe)).toEqual(['unpaid', 60_00])
		expect(seasonInForce.elsewhere).toBe(true)
		await addMember(memberDraft({ firstName: 'Nina' }))
		await expect.poll(() => seasonLedger.current?.entries.size).toBe(2)
		expect((await readSeasonMoney(id))?.memberships).toHaveLength(2)

		await chooseSeason('gone' as SeasonId)
		await expect.poll(() => seasonInForce.current?.id).toBe(id)
		await expect.poll(() => stands(zoe)).toEqual(['unpaid', 150_00])
		unwrap(await addMemberships(id, [zoe]))
	})
	test('has everybody of a large club, whatever their ids begin with, and nobody of another season', async () => {
		const { id } = await season()
		const hex = (n: number) => n.toString(16).padStart(2, '0')
		const people = [...Array(256).keys()].flatMap((n) => [hex(n), ...Array(16).keys()].map((at) => `${hex(n)}${at}`))
		const ids = new Set([...people, 'ffff', 'zoe', 'Élise'])
		const rows = [...ids].map((member) => membershipOf(id, member))
		await database().memberships.bulkAdd([...rows, membershipOf(`${id}0`, 'elsewhere')])

		const money = await readSeasonMoney(id)

		expect(money?.memberships).toHaveLength(ids.size + 2)
		expect(new Set(money?.memberships.map(({ seasonId }) => seasonId))).toEqual(new Set([id]))
	})

	test.each([
		['nearly all', 3],
		['few', 30]
	])('has its payments, each once, where they are %s of those written down', async (_, others) => {
		const { id, zoe, tom, keyOf } = await season()
		const elsewhere = membershipIdOf('elsewhere' as SeasonId, zoe)
		const shared = unwrap(
			await addPayment(paymentDraft({ [keyOf(zoe)]: 10_00, [keyOf(tom)]: 5_00, [elsewhere]: 1_00 }))
		)
		const own = unwrap(await addPayment(paymentDraft({ [keyOf(tom)]: 5_00 })))
		for (let count = 0; count < others; count += 1) unwrap(await addPayment(paymentDraft({ [elsewhere]: 1_00 })))

		const money = await readSeasonMoney(id)

		expect(money?.payments.map((payment) => payment.id).sort()).toEqual([shared, own].sort())
	})
})
