import { PAYMENT_MEANS, type PaymentMeans } from '#shared/payment.ts'
import type { OtherPrice, Season } from '#shared/season.ts'
import { countSeason, type SeasonNumbers } from '#shared/season-numbers.ts'
import type { MoneyBook } from '#web/db/money-book.ts'
import { amountWord, meansWord } from '#web/money/money-words.ts'
import { m } from '#web/paraglide/messages.js'
import { amountColumn } from './amount-column.ts'
import { dayColumn, type ExportColumn } from './export-table.ts'
import { finish, membershipsBySeason, paymentsBySeason } from './money-by-season.ts'

/** A season, and what was counted of it. */
export type SeasonLine = { season: Season; numbers: SeasonNumbers }

type SeasonColumn = ExportColumn<SeasonLine>

/** The means that every club has; the others only where somebody asks for them. */
const USUAL: readonly PaymentMeans[] = ['cash', 'cheque', 'ancv']

const prices = (list: readonly Pick<OtherPrice, 'label' | 'amount'>[]): string =>
	list.map(({ label, amount }) => m.payments_share({ name: label, amount: amountWord(amount) })).join(', ')

const meansColumn = (means: PaymentMeans): SeasonColumn =>
	amountColumn({
		id: means,
		title: () => meansWord(means),
		cents: ({ numbers }) => numbers.money.received[means],
		...(USUAL.includes(means) ? {} : { rare: true })
	})

/** Everything the club knows of a season, and what its money comes to. */
export const SEASON_COLUMNS: readonly SeasonColumn[] = [
	{ id: 'name', title: m.seasons_one, text: ({ season }) => season.name },
	dayColumn({ id: 'startsOn', title: m.seasons_field_starts, day: ({ season }) => season.startsOn }),
	dayColumn({ id: 'endsOn', title: m.seasons_field_ends, day: ({ season }) => season.endsOn }),
	amountColumn({ id: 'clubPrice', title: m.seasons_field_club_price, cents: ({ season }) => season.clubPrice }),
	amountColumn({ id: 'mjcPrice', title: m.seasons_field_mjc_price, cents: ({ season }) => season.mjcPrice }),
	{ id: 'otherPrices', title: m.seasons_field_other_prices, text: ({ season }) => prices(season.otherPrices) },
	{ id: 'aids', title: m.seasons_field_aids, text: ({ season }) => prices(season.aids), rare: true },
	{ id: 'members', title: m.exports_kind_members, text: ({ numbers }) => String(numbers.members) },
	amountColumn({ id: 'due', title: m.dues_column_due, cents: ({ numbers }) => numbers.money.due }),
	amountColumn({ id: 'received', title: m.numbers_received, cents: ({ numbers }) => numbers.money.received.total }),
	...PAYMENT_MEANS.map(meansColumn),
	amountColumn({ id: 'owed', title: m.numbers_owed, cents: ({ numbers }) => numbers.money.owed }),
	amountColumn({ id: 'surplus', title: m.dues_too_much, cents: ({ numbers }) => numbers.money.surplus, rare: true }),
	amountColumn({
		id: 'forGone',
		title: m.exports_column_for_gone,
		cents: ({ numbers }) => numbers.money.forGone,
		rare: true
	})
]

/** A line for each season, the latest first. */
export function listSeasonLines(book: MoneyBook): SeasonLine[] {
	const [memberships, payments] = [membershipsBySeason(book), paymentsBySeason(book)]
	return book.seasons.map((season) => {
		const counting = countSeason({
			season,
			memberships: memberships.get(season.id) ?? [],
			payments: payments.get(season.id) ?? [],
			find: (id) => book.members.get(id)
		})
		return { season, numbers: finish(counting) }
	})
}
