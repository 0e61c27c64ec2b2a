import type { Day } from '#shared/day.ts'
import { listName } from '#shared/member.ts'
import { splitMembershipId } from '#shared/membership.ts'
import type { Cheque, Payment, Share } from '#shared/payment.ts'
import type { Season } from '#shared/season.ts'
import { countedIn, sortByDayAndNumber } from '#shared/treasury.ts'
import type { MoneyBook } from '#web/db/money-book.ts'
import { amountWord, meansWord } from '#web/money/money-words.ts'
import { m } from '#web/paraglide/messages.js'
import { amountColumn } from './amount-column.ts'
import { dayColumn, type ExportColumn } from './export-table.ts'
import { formatInstant } from './instants.ts'
import { finish, paymentsBySeason } from './money-by-season.ts'

/** A payment, as far as it is for one season: its parts there, and what they come to, below nothing for a refund. */
export type PaymentLine = {
	season: Season
	payment: Payment
	counted: number
	/** Who paid, and for whom how much, in words. */
	payer: string
	parts: string
}

type PaymentColumn = ExportColumn<PaymentLine>

const chequeColumn = (field: 'number' | 'bank', title: () => string): PaymentColumn => ({
	id: `cheque-${field}`,
	title,
	text: ({ payment }) => payment.cheque?.[field] ?? ''
})

const chequeDay = (field: keyof Cheque & `${string}On`, title: () => string): PaymentColumn =>
	dayColumn({ id: `cheque-${field}`, title, day: ({ payment }): Day | '' => payment.cheque?.[field] ?? '' })

const vouchers = ({ payment }: PaymentLine): string =>
	(payment.ancv ?? []).map(({ value, count }) => m.payments_vouchers({ count, amount: amountWord(value) })).join(', ')

const signed = ({ isRefund }: Payment, cents: number): number => (isRefund ? -cents : cents)

/** Everything the club knows of a payment. */
export const PAYMENT_COLUMNS: readonly PaymentColumn[] = [
	{ id: 'season', title: m.seasons_one, text: ({ season }) => season.name },
	dayColumn({ id: 'paidOn', title: m.payments_field_paid_on, day: ({ payment }) => payment.paidOn }),
	{ id: 'payer', title: m.payments_field_payer, text: ({ payer }) => payer },
	{ id: 'parts', title: m.payments_field_shares, text: ({ parts }) => parts },
	{ id: 'means', title: m.payments_field_means, text: ({ payment }) => meansWord(payment.means) },
	amountColumn({ id: 'counted', title: m.payments_field_amount, cents: ({ counted }) => counted }),
	amountColumn({
		id: 'amount',
		title: m.exports_column_whole_amount,
		cents: ({ payment }) => signed(payment, payment.amount),
		rare: true
	}),
	{
		id: 'refund',
		title: m.payments_field_refund,
		text: ({ payment }) => (payment.isRefund ? m.members_answer_yes() : m.members_answer_no()),
		rare: true
	},
	chequeColumn('number', m.payments_field_cheque_number),
	chequeColumn('bank', m.payments_field_cheque_bank),
	chequeDay('writtenOn', m.payments_field_cheque_written),
	chequeDay('depositedOn', m.payments_field_cheque_deposited),
	{ id: 'vouchers', title: m.payments_field_vouchers, text: vouchers },
	{
		id: 'aid',
		title: m.payments_field_aid,
		text: ({ season, payment }) => season.aids.find(({ id }) => id === payment.aidId)?.label ?? '',
		rare: true
	},
	{ id: 'note', title: m.payments_field_note, text: ({ payment }) => payment.note, rare: true },
	{
		id: 'createdAt',
		title: m.exports_column_payment_created,
		text: ({ payment }) => formatInstant(payment.createdAt),
		rare: true
	}
]

/** Lines by season, the latest first, and in it by day; one payment for two seasons has a line in each. `whole`: all seasons. */
export function listPaymentLines(book: MoneyBook, whole: boolean): PaymentLine[] {
	const bySeason = paymentsBySeason(book)
	return book.seasons
		.filter(({ id }) => whole || id === book.inForce)
		.flatMap((season) =>
			finish(sortByDayAndNumber(bySeason.get(season.id) ?? [])).map((payment) => lineOf(book, season, payment))
		)
}

function lineOf(book: MoneyBook, season: Season, payment: Payment): PaymentLine {
	const own = payment.shares.filter(({ membershipId }) => splitMembershipId(membershipId).seasonId === season.id)
	const nameOf = ({ membershipId }: Share) => {
		const member = book.members.get(splitMembershipId(membershipId).memberId)
		return member ? listName(member) : m.treasury_gone()
	}
	const payer = payment.payerId && book.members.get(payment.payerId)
	const [first] = payment.shares
	return {
		season,
		payment,
		counted: countedIn(season.id, payment),
		payer: payer ? listName(payer) : payment.payerName || (first ? nameOf(first) : ''),
		parts:
			own.length === 1 && own[0]
				? nameOf(own[0])
				: own.map((share) => m.payments_share({ name: nameOf(share), amount: amountWord(share.amount) })).join(', ')
	}
}
