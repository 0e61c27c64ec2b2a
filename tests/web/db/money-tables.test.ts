import { describe, expect, test } from 'vitest'
import type { ChangeAction, Row } from '#shared/change.ts'
import { NO_ANSWERS } from '#shared/consent.ts'
import type { MemberId } from '#shared/member.ts'
import { membershipIdOf, type Membership, type MembershipDraft } from '#shared/membership.ts'
import { paymentOf, type Payment, type PaymentDraft, type PaymentId } from '#shared/payment.ts'
import type { Season, SeasonId } from '#shared/season.ts'
import { applyChanges, undoChangeSet, type Write } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { listChangedRows, listDeletedMembers, listHistory, nameOfRow, restoreMembers } from '#web/db/history.ts'
import { listListedMembers } from '#web/db/member-pages.ts'
import { addMember, removeMembers } from '#web/db/members.ts'
import { mergeMembers } from '#web/db/merge.ts'
import { describeFields } from '#web/history/change-words.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { membershipOf, paymentDraft, seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'

const SEASON = 's1' as SeasonId
const ANSWERED = { data: { given: true, on: '' as const }, image: null }
const season: Season = { ...seasonDraft(), id: SEASON, createdAt: 1, updatedAt: 1 }

const write = async (action: ChangeAction, writes: Write[]) =>
	unwrap(await applyChanges({ action, count: 1 }, () => writes))!
const put = (table: Write['table'], row: Row): Write => ({ table, key: String(row['id']), row })

async function join(memberId: MemberId, fields: Partial<MembershipDraft> = {}): Promise<Membership> {
	const row = membershipOf(SEASON, memberId, fields)
	await write('memberships-added', [put('memberships', row)])
	return row
}
async function pay(draft: PaymentDraft, id = 'p1'): Promise<Payment> {
	const row = paymentOf(draft, { id: id as PaymentId, createdAt: 1, updatedAt: 1 })
	await write('payment-added', [put('payments', row)])
	return row
}

/** A season with two members in it, of whom one paid for both. */
async function family() {
	const zoe = unwrap(await addMember(memberDraft({ firstName: 'Zoé' }), ANSWERED))
	const tom = unwrap(await addMember(memberDraft({ firstName: 'Tom' })))
	const opened = await write('season-added', [put('seasons', season)])
	const [hers, his] = [await join(zoe), await join(tom)]
	const payment = await pay(paymentDraft({ [hers.id]: 60_00, [his.id]: 40_00 }, { means: 'cheque', payerId: tom }))
	return { zoe, tom, hers, his, payment, opened }
}
const payments = () => database().payments.toArray()
const memberships = () => database().memberships.toArray()

describe('money in the database', () => {
	useFreshDatabase()

	test('stays as it came in when a member is deleted, whose memberships go and come back with him', async () => {
		const { zoe, hers, his, payment } = await family()
		await listListedMembers()

		await removeMembers([zoe])
		expect(await memberships()).toEqual([his])
		expect(await payments()).toEqual([payment])

		unwrap(await restoreMembers(await listDeletedMembers()))
		expect(new Set(await memberships())).toEqual(new Set([hers, his]))
		expect(await payments()).toEqual([payment])
		const listed = await listListedMembers()
		expect(listed.map(({ seasonIds }) => seasonIds)).toEqual([[SEASON], [SEASON]])
		expect(listed.find(({ member }) => member.id === zoe)?.answers).toEqual(ANSWERED)
	})

	test('is put together when two records of a person become one, and taken apart again', async () => {
		const { zoe, tom, hers, his, payment } = await family()

		const set = unwrap(await mergeMembers({ keep: zoe, drop: tom, values: {}, answers: NO_ANSWERS }))

		expect(await memberships()).toMatchObject([{ id: hers.id, memberId: zoe }])
		expect(await payments()).toMatchObject([
			{ amount: 100_00, payerId: zoe, shares: [{ membershipId: hers.id, amount: 100_00 }], membershipIds: [hers.id] }
		])
		unwrap(await undoChangeSet(set?.id ?? ''))
		expect(new Set(await memberships())).toEqual(new Set([hers, his]))
		expect((await payments()).map(({ updatedAt: _, ...row }) => row)).toEqual([
			(({ updatedAt: _, ...row }) => row)(payment)
		])
	})

	test('follows the membership of the record that goes where the other had none', async () => {
		const { zoe, tom, his } = await family()
		const other = unwrap(await addMember(memberDraft({ firstName: 'Thomas' })))

		unwrap(await mergeMembers({ keep: other, drop: tom, values: {}, answers: NO_ANSWERS }))

		const moved = membershipIdOf(SEASON, other)
		expect((await memberships()).map(({ memberId }) => memberId).sort()).toEqual([zoe, other].sort())
		expect((await payments())[0]?.membershipIds).toEqual(expect.arrayContaining([moved]))
		expect((await payments())[0]?.membershipIds).not.toContain(his.id)
	})

	test('keeps the season and the membership that it is for when those are undone', async () => {
		const { opened, hers } = await family()
		const [joined] = (await listHistory({ actions: ['memberships-added'] }, 9)).map(({ set }) => set).reverse()

		expect(unwrap(await undoChangeSet(opened.id))).toBeUndefined()
		expect(unwrap(await undoChangeSet(joined?.id ?? ''))).toBeUndefined()

		expect(await database().seasons.count()).toBe(1)
		expect(await database().memberships.get(hers.id)).toEqual(hers)
	})

	test('lets a season go that nothing hangs on', async () => {
		const opened = await write('season-added', [put('seasons', season)])

		unwrap(await undoChangeSet(opened.id))

		expect(await database().seasons.count()).toBe(0)
	})

	test('is in the history of each whom it is for, in words', async () => {
		const { zoe, tom } = await family()

		for (const memberId of [zoe, tom]) {
			const [latest] = await listHistory({ memberId }, 1)
			expect(latest).toMatchObject({ set: { action: 'payment-added' } })
			const { rows, names } = await listChangedRows(latest?.set.id ?? '', 9)
			expect(rows.map((row) => nameOfRow(row, names))).toEqual(['Lefèvre Zoé, Lefèvre Tom'])
			const words = rows.flatMap((row) => describeFields(row, names)).map(({ field, after }) => [field, after])
			expect(words).toEqual(
				expect.arrayContaining([
					['Moyen de paiement', 'Chèque'],
					['Montant', '100,00\u00a0€'],
					['Payeur', 'Lefèvre Tom'],
					['Réparti entre', 'Lefèvre Zoé\u00a0: 60,00\u00a0€\nLefèvre Tom\u00a0: 40,00\u00a0€']
				])
			)
		}
	})

	test('says what of a season and of a membership changed', async () => {
		const { hers } = await family()
		const otherPrices = [{ id: 'l', label: 'Licence', amount: 20_00 }]
		await write('season-updated', [{ table: 'seasons', key: SEASON, patch: { otherPrices, clubPrice: 110_00 } }])
		const patch = { otherPriceIds: ['l'], reduction: 10_00, paymentType: 'club_only' }
		await write('memberships-updated', [{ table: 'memberships', key: hers.id, patch }])

		const words = async (at: number) => {
			const entry = (await listHistory({}, 9))[at]
			const { rows, names } = await listChangedRows(entry?.set.id ?? '', 9)
			return [
				entry?.about,
				...rows.flatMap((row) => describeFields(row, names)).map(({ field, after }) => `${field} ${after}`)
			]
		}

		expect(await words(0)).toEqual([
			'Lefèvre Zoé',
			'Type de paiement Club uniquement (MJC réglée ailleurs)',
			'Autres prix Licence',
			'Réduction 10,00\u00a0€'
		])
		expect(await words(1)).toEqual(['2026-2027', 'Prix Club 110,00\u00a0€', 'Autres prix Licence\u00a0: 20,00\u00a0€'])
	})
})
