import { PAYMENT_STATUSES } from '#shared/standing.ts'
import type { MemberLine } from '#web/exports/member-columns.ts'
import type { ExportColumn } from '#web/exports/export-table.ts'
import { m } from '#web/paraglide/messages.js'

/** A column of the list: those of an export, as wide as a list has them. */
export type Column = ExportColumn<MemberLine> & {
	/** What it orders by; nothing known is the empty text. */
	value: (line: MemberLine) => string | number
	/** Width in rem, and its share of what is left over. */
	width: number
	/** Width of the list, in rem, from which there is room for it as long as nobody chose columns; absent for never. */
	from?: number
	/** Amounts: they stand at the end, one beneath the other. */
	figures?: true
}

type Look = Partial<Pick<Column, 'value' | 'width' | 'from' | 'figures'>>

/** The column that heads every row: always there, always first. */
export const NAME_COLUMN = 'lastName'

/** Where there are seasons, how far somebody has paid comes before his birth date. */
const STATUS_FROM = 66
const STATUS_WIDTH = 11

/** How the list has a column that an export has too. What is not named here is of usual width, and orders by its words. */
const LOOKS: Readonly<Record<string, Look>> = {
	lastName: { width: 10, from: 0 },
	firstName: { width: 9, from: 0 },
	email: { width: 15, from: 0 },
	phone: { width: 9, from: 48 },
	city: { width: 8.5, from: 56 },
	birthDate: { width: 12.5, from: 67.5, value: ({ member }) => member.birthDate },
	age: { width: 5.5, value: ({ member }) => backwards(member.birthDate) },
	address: { width: 14 },
	postalCode: { width: 7.5 },
	mjcClub: { width: 12 },
	positions: { width: 12 },
	tags: { width: 14 },
	sportPaperOn: { value: ({ member }) => member.sportPaperOn ?? '' },
	guardians: { width: 18 },
	'guardian1-email': { width: 15 },
	'guardian2-email': { width: 15 },
	dataOn: { value: ({ answers }) => answers.data?.on ?? '' },
	imageOn: { value: ({ answers }) => answers.image?.on ?? '' },
	paymentType: { width: 10 },
	amountDue: { width: 7.5, figures: true, value: ({ dues }) => dues?.standing.due ?? '' },
	amountPaid: { width: 7, figures: true, value: ({ dues }) => dues?.standing.paid ?? '' },
	balance: { width: 7, figures: true, value: ({ dues }) => dues?.standing.balance ?? '' },
	paymentStatus: {
		width: STATUS_WIDTH,
		from: STATUS_FROM,
		value: ({ dues }) => (dues ? PAYMENT_STATUSES.indexOf(dues.standing.status) : '')
	},
	notes: { width: 18 },
	createdAt: { value: ({ member }) => member.createdAt },
	updatedAt: { value: ({ member }) => member.updatedAt }
}
const USUAL_WIDTH = 10

/** Both answers at once, in two signs: a list has it, a file would not know what to do with it. */
const AGREEMENTS: Column = {
	id: 'agreements',
	title: m.members_form_agreements,
	text: () => '',
	value: ({ answers }) => [answers.data, answers.image].map((answer) => (answer ? Number(!answer.given) : 2)).join(''),
	width: 8.5,
	from: 76
}

/** Every column that the list can have, in the order it has them when nobody chose. */
export function listEveryColumn(exported: readonly ExportColumn<MemberLine>[]): Column[] {
	const columns = exported.map((column): Column => ({
		value: column.text,
		width: USUAL_WIDTH,
		...column,
		...LOOKS[column.id]
	}))
	const hasStatus = columns.some(({ id }) => id === 'paymentStatus')
	const placed = [...columns, AGREEMENTS].map((column) =>
		hasStatus && (column.from ?? 0) > STATUS_FROM ? { ...column, from: (column.from ?? 0) + STATUS_WIDTH } : column
	)
	const usual = placed.filter(({ from }) => from !== undefined).sort((a, b) => (a.from ?? 0) - (b.from ?? 0))
	return [...usual, ...columns.filter(({ from }) => from === undefined)]
}

/** Width of the list, in rem, under which each member is a card of two lines instead of a row of columns. */
const CARDS_UNDER = 36

/** Tells whether a list of this width, in rem, shows cards. */
export const isCards = (width: number): boolean => width < CARDS_UNDER

/** A day as a number that grows as people get older. */
function backwards(day: string): number | '' {
	return day === '' ? '' : -Number(day.replaceAll('-', ''))
}
