import type { Dues } from '#shared/season-dues.ts'
import type { Standing } from '#shared/standing.ts'
import { amountWord, paymentTypeWord } from '#web/money/money-words.ts'
import { statusWord } from '#web/status-words.ts'
import { m } from '#web/paraglide/messages.js'
import type { ExportColumn } from './export-table.ts'

/** What the columns need of a member's dues. */
export type DuesLine = {
	/** Absent for who is not in the season in force. */
	dues: Dues | undefined
	/** Its name. */
	season: string
}

type DuesColumn = ExportColumn<DuesLine>

const amountColumn = (id: string, title: () => string, of: (standing: Standing) => number): DuesColumn => ({
	id,
	title,
	text: ({ dues }) => (dues ? amountWord(of(dues.standing)) : ''),
	cents: ({ dues }) => dues && of(dues.standing)
})

/** What a member is to pay for the season in force and has paid, a column each. */
export const DUES_COLUMNS: readonly DuesColumn[] = [
	{ id: 'season', title: m.seasons_one, text: ({ dues, season }) => (dues ? season : ''), rare: true },
	{
		id: 'paymentType',
		title: m.memberships_field_payment_type,
		text: ({ dues }) => (dues ? paymentTypeWord(dues.membership.paymentType) : '')
	},
	amountColumn('amountDue', m.dues_column_due, ({ due }) => due),
	amountColumn('amountPaid', m.dues_paid, ({ paid }) => paid),
	amountColumn('balance', m.dues_balance, ({ balance }) => balance),
	{ id: 'paymentStatus', title: m.dues_status, text: ({ dues }) => (dues ? statusWord(dues.standing.status) : '') }
]
