import type { Member, MemberId } from '#shared/member.ts'
import { fullPrice, type Membership } from '#shared/membership.ts'
import { PAYMENT_MEANS, type PaymentMeans } from '#shared/payment.ts'
import type { Season } from '#shared/season.ts'
import { receivedByMembership, standingOf, type Standing } from '#shared/standing.ts'
import type { MoneyBook } from '#web/db/money-book.ts'
import { meansWord, paymentTypeWord } from '#web/money/money-words.ts'
import { m } from '#web/paraglide/messages.js'
import { statusWord } from '#web/status-words.ts'
import { amountColumn } from './amount-column.ts'
import { dayColumn, type ExportColumn } from './export-table.ts'
import { membershipsBySeason } from './money-by-season.ts'

/** A member in a season, and where he stands. */
export type MembershipLine = {
	season: Season
	member: Member | undefined
	membership: Membership
	standing: Standing
	/** Name of the MJC club where its part was paid. */
	club: string
}

type MembershipColumn = ExportColumn<MembershipLine>

const USUAL: readonly PaymentMeans[] = ['cash', 'cheque', 'ancv']

const meansColumn = (means: PaymentMeans): MembershipColumn =>
	amountColumn({
		id: means,
		title: () => meansWord(means),
		cents: ({ standing }) => standing.byMeans[means] ?? 0,
		...(USUAL.includes(means) ? {} : { rare: true })
	})

const chosenPrices = ({ season, membership }: MembershipLine): string =>
	season.otherPrices
		.filter(({ id }) => membership.otherPriceIds.includes(id))
		.map(({ label }) => label)
		.join(', ')

const PERSON: readonly MembershipColumn[] = [
	{ id: 'season', title: m.seasons_one, text: ({ season }) => season.name },
	{ id: 'lastName', title: m.members_field_last_name, text: ({ member }) => member?.lastName ?? '' },
	{ id: 'firstName', title: m.members_field_first_name, text: ({ member }) => member?.firstName ?? '' },
	dayColumn({
		id: 'birthDate',
		title: m.members_field_birth_date,
		day: ({ member }) => member?.birthDate ?? '',
		rare: true
	}),
	{ id: 'email', title: m.members_field_email, text: ({ member }) => member?.email ?? '', rare: true },
	{ id: 'phone', title: m.members_field_phone, text: ({ member }) => member?.phone ?? '', rare: true },
	dayColumn({ id: 'joinedOn', title: m.memberships_field_joined, day: ({ membership }) => membership.joinedOn })
]

const TERMS: readonly MembershipColumn[] = [
	{
		id: 'paymentType',
		title: m.memberships_field_payment_type,
		text: ({ membership }) => paymentTypeWord(membership.paymentType)
	},
	{ id: 'mjcClub', title: m.memberships_field_mjc_club, text: ({ club }) => club },
	{ id: 'otherPrices', title: m.seasons_field_other_prices, text: chosenPrices },
	amountColumn({
		id: 'fullPrice',
		title: m.exports_column_full_price,
		cents: ({ season, membership }) => fullPrice(season, membership),
		rare: true
	}),
	amountColumn({
		id: 'reduction',
		title: m.memberships_field_reduction,
		cents: ({ membership }) => membership.reduction
	}),
	{
		id: 'reductionReason',
		title: m.memberships_field_reduction_reason,
		text: ({ membership }) => membership.reductionReason
	},
	{
		id: 'exemptReason',
		title: m.memberships_field_exempt_reason,
		text: ({ membership }) => membership.exemptReason,
		rare: true
	}
]

/** Everything the club knows of who is in a season, and of what he paid. */
export const MEMBERSHIP_COLUMNS: readonly MembershipColumn[] = [
	...PERSON,
	...TERMS,
	amountColumn({ id: 'due', title: m.dues_column_due, cents: ({ standing }) => standing.due }),
	amountColumn({ id: 'paid', title: m.dues_paid, cents: ({ standing }) => standing.paid }),
	...PAYMENT_MEANS.map(meansColumn),
	amountColumn({ id: 'balance', title: m.dues_balance, cents: ({ standing }) => standing.balance }),
	{ id: 'status', title: m.dues_status, text: ({ standing }) => statusWord(standing.status) },
	dayColumn({
		id: 'remindedOn',
		title: m.exports_column_reminded,
		day: ({ membership }) => membership.remindedOn.at(-1) ?? ''
	}),
	{ id: 'note', title: m.memberships_field_note, text: ({ membership }) => membership.note, rare: true }
]

/**
 * A line for each person and season, the latest season first, and in it by name. `among`: only the season in force, and of
 * it these members, in their order.
 */
export function listMembershipLines(book: MoneyBook, among?: readonly Member[]): MembershipLine[] {
	const bySeason = membershipsBySeason(book)
	const received = receivedByMembership(book.payments)
	const lineOf = (season: Season, membership: Membership): MembershipLine => ({
		season,
		membership,
		member: book.members.get(membership.memberId),
		standing: standingOf(season, membership, received.get(membership.id)),
		club: book.clubNames.get(membership.mjcClubId) ?? ''
	})
	if (!among) {
		return book.seasons.flatMap((season) =>
			(bySeason.get(season.id) ?? []).map((membership) => lineOf(season, membership)).sort(byName)
		)
	}
	const season = book.seasons.find(({ id }) => id === book.inForce)
	if (!season) return []
	const own = new Map<MemberId, Membership>(bySeason.get(season.id)?.map((row) => [row.memberId, row]))
	return among.flatMap(({ id }) => {
		const membership = own.get(id)
		return membership ? [lineOf(season, membership)] : []
	})
}

const collator = new Intl.Collator('fr', { numeric: true })
const byName = ({ member: a }: MembershipLine, { member: b }: MembershipLine): number =>
	collator.compare(a?.lastName ?? '', b?.lastName ?? '') || collator.compare(a?.firstName ?? '', b?.firstName ?? '')
