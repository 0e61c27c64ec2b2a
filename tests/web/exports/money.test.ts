import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { formatSafeCsv } from '#shared/csv.ts'
import type { Day } from '#shared/day.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { membershipIdOf } from '#shared/membership.ts'
import { PAYMENT_MEANS, paymentOf, type PaymentDraft, type PaymentId } from '#shared/payment.ts'
import { sortSeasons, type Season, type SeasonId } from '#shared/season.ts'
import { splitAmount, sumOf } from '#shared/money.ts'
import { receivedByMembership, standingOf, totalsOf } from '#shared/standing.ts'
import { addMember } from '#web/db/members.ts'
import { addMemberships } from '#web/db/memberships.ts'
import type { MoneyBook } from '#web/db/money-book.ts'
import { addPayment } from '#web/db/payments.ts'
import { addSeason } from '#web/db/seasons.ts'
import { exportTable, type ExportTable } from '#web/exports/export-table.ts'
import { listMembershipLines, MEMBERSHIP_COLUMNS } from '#web/exports/membership-columns.ts'
import { listPaymentLines, PAYMENT_COLUMNS } from '#web/exports/payment-columns.ts'
import { listSeasonLines, SEASON_COLUMNS } from '#web/exports/season-columns.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { membershipOf, paymentDraft, seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'
import { openExports, readPreview, takeFile, useExports } from './exports-on-screen.ts'

const SEASONS = ['s1', 's2'].map(
	(id, at) =>
		({ ...seasonDraft({ name: id, startsOn: `202${5 + at}-09-01` }), id, createdAt: 1, updatedAt: 1 }) as Season
)
/** `gone` is in no season any more, and money was paid for him. */
const PEOPLE = ['zoe', 'tom', 'ines', 'gone']
const KEYS = SEASONS.flatMap(({ id }) => PEOPLE.map((person) => membershipIdOf(id, person as MemberId)))

const aPayment = fc
	.record({
		means: fc.constantFrom(...PAYMENT_MEANS),
		isRefund: fc.boolean(),
		cents: fc.integer({ min: 10, max: 900_00 }),
		keys: fc.shuffledSubarray(KEYS, { minLength: 1, maxLength: 4 })
	})
	.map(({ means, isRefund, cents, keys }): PaymentDraft => {
		const parts = splitAmount(
			cents,
			keys.map(() => 1)
		)
		return paymentDraft(Object.fromEntries(keys.map((key, at) => [key, parts[at] ?? 0])), { means, isRefund })
	})

function bookOf(drafts: readonly PaymentDraft[]): MoneyBook {
	const present = PEOPLE.filter((person) => person !== 'gone')
	return {
		seasons: sortSeasons(SEASONS),
		memberships: SEASONS.flatMap(({ id }) => present.map((person) => membershipOf(id, person))),
		payments: drafts.map((draft, at) => paymentOf(draft, { id: `p${at}` as PaymentId, createdAt: at, updatedAt: at })),
		members: new Map(present.map((id) => [id as MemberId, { ...memberDraft({ firstName: id }), id } as Member])),
		clubNames: new Map(),
		inForce: 's2' as SeasonId
	}
}

/** What stands in a CSV file under one title, summed up in cents, by what stands under another. */
function sumBy(table: ExportTable, amount: string, by: string): Record<string, number> {
	const text = formatSafeCsv(table.lines([by, amount]))
		.slice(1)
		.trimEnd()
	const [, ...rows] = Papa.parse<string[]>(text, { delimiter: ';' }).data
	const sums: Record<string, number> = {}
	for (const [key = '', value = ''] of rows) {
		sums[key] = (sums[key] ?? 0) + Math.round(Number(value.replace(',', '.')) * 100)
	}
	return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0))
}

const withoutNothing = (sums: Record<string, number>) =>
	Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0))

describe('files of the money', () => {
	test('add up to the cent to what the ledger says, by season, by means and by person', () => {
		fc.assert(
			fc.property(fc.array(aPayment, { maxLength: 12 }), (drafts) => {
				const book = bookOf(drafts)
				const payments = exportTable(PAYMENT_COLUMNS, listPaymentLines(book, true))
				const memberships = exportTable(MEMBERSHIP_COLUMNS, listMembershipLines(book))
				const seasons = exportTable(SEASON_COLUMNS, listSeasonLines(book))
				const received = receivedByMembership(book.payments)
				const till = totalsOf(received.values())
				const standings = SEASONS.map((season) => {
					const own = book.memberships.filter(({ seasonId }) => seasonId === season.id)
					return own.map((row) => standingOf(season, row, received.get(row.id)))
				})
				const bySeason = (of: (season: Season, at: number) => number) =>
					withoutNothing(Object.fromEntries(SEASONS.map((season, at) => [season.name, of(season, at)])))
				const inTill = bySeason(({ id }) => {
					const own = [...received].filter(([key]) => key.startsWith(`${id}:`)).map(([, money]) => money)
					return totalsOf(own).total
				})

				expect(sumBy(payments, 'counted', 'season')).toEqual(inTill)
				expect(sumBy(seasons, 'received', 'name')).toEqual(inTill)
				expect(sumBy(memberships, 'paid', 'season')).toEqual(
					bySeason((_, at) => sumOf((standings[at] ?? []).map(({ paid }) => paid)))
				)
				expect(sumBy(memberships, 'balance', 'season')).toEqual(
					bySeason((_, at) => sumOf((standings[at] ?? []).map(({ balance }) => balance)))
				)
				expect(sumOf(Object.values(sumBy(payments, 'counted', 'means')))).toBe(till.total)
				expect(sumOf(PAYMENT_MEANS.flatMap((means) => Object.values(sumBy(seasons, means, 'name'))))).toBe(till.total)
			})
		)
	})
})

describe('the screen Exports, over a club with seasons', () => {
	useExports()

	const day = (text: string) => text as Day
	async function fill() {
		const past = unwrap(
			await addSeason(seasonDraft({ name: '2024-2025', startsOn: '2024-09-01', endsOn: '2025-08-31' }))
		)
		const now = unwrap(await addSeason(seasonDraft({ name: 'now', startsOn: '2025-09-01', endsOn: '2099-08-31' })))
		const [zoe, tom] = [
			unwrap(await addMember(memberDraft())),
			unwrap(await addMember(memberDraft({ firstName: '=1+1' })))
		]
		unwrap(await addMemberships(past, [zoe]))
		const cheque = { number: '0042', bank: '=cmd()', writtenOn: day('2025-09-02'), depositedOn: '' } as const
		const shares = {
			[membershipIdOf(now, zoe)]: 100_00,
			[membershipIdOf(now, tom)]: 25_50,
			[membershipIdOf(past, zoe)]: 10_00
		}
		unwrap(await addPayment(paymentDraft(shares, { means: 'cheque', cheque, payerId: zoe, paidOn: day('2025-09-03') })))
		unwrap(
			await addPayment(
				paymentDraft({ [membershipIdOf(now, tom)]: 5_00 }, { isRefund: true, paidOn: day('2025-10-01') })
			)
		)
	}
	const choose = (name: string) => userEvent.click(page.getByRole('radio', { name, exact: true }))

	test('has a line for each payment and its parts, of the season shown or of all, without formulas', async () => {
		await fill()
		await openExports()
		await choose('Paiements')

		await expect
			.poll(() => readPreview().slice(1))
			.toEqual([
				[
					'now',
					'03/09/2025',
					'Lefèvre Zoé',
					expect.stringMatching(/Zoé\s: 100,00\s€, Lefèvre =1\+1\s: 25,50\s€/),
					'Chèque',
					'125,50',
					'0042',
					"'=cmd()",
					'02/09/2025',
					'',
					''
				],
				['now', '01/10/2025', 'Lefèvre =1+1', 'Lefèvre =1+1', 'Espèces', '-5,00', '', '', '', '', '']
			])
		await choose('Tout')
		await expect
			.poll(() =>
				readPreview()
					.slice(1)
					.map(([season, , , , , amount]) => [season, amount])
			)
			.toEqual([
				['now', '125,50'],
				['now', '-5,00'],
				['2024-2025', '10,00']
			])
		const { name, cells } = await takeFile()
		expect(name).toMatch(/^paiements-/)
		expect(cells).toEqual(readPreview())
	})

	test('has a line for each person and season, and one for each season', async () => {
		await fill()
		await openExports()
		await choose('Cotisations')

		await expect
			.poll(() =>
				readPreview()
					.slice(1)
					.map((row) => row.slice(0, 3))
			)
			.toEqual([
				['now', 'Lefèvre', "'=1+1"],
				['now', 'Lefèvre', 'Zoé']
			])
		await choose('Saisons')
		await expect
			.poll(() =>
				readPreview()
					.slice(1)
					.map(([name]) => name)
			)
			.toEqual(['now', '2024-2025'])
		expect((await takeFile()).name).toMatch(/^saisons-/)
	})

	test('speaks of no money as long as there is no season', async () => {
		unwrap(await addMember(memberDraft()))
		await openExports()

		await expect.element(page.getByRole('radio', { name: 'Membres', exact: true })).toBeVisible()
		expect(page.getByRole('radio', { name: 'Paiements' }).elements()).toEqual([])
	})
})
