import type { Dues } from '#shared/season-dues.ts'
import type { Standing } from '#shared/standing.ts'
import { paymentTypeWord } from '#web/money/money-words.ts'
import { statusWord } from '#web/status-words.ts'
import { m } from '#web/paraglide/messages.js'
import { amountColumn } from './amount-column.ts'
import type { ExportColumn } from './export-table.ts'

/** What the columns need of a member's dues. */
export type DuesLine = {
	/** Absent for who is not in the season in force. */
	dues: Dues | undefined
	/** Its name. */
	season: string
}

type DuesColumn = ExportColumn<DuesLine>

const standingColumn = (id: string, title: () => string, of: (standing: Standing) => number): DuesColumn =>
	amountColumn({ id, title, cents: ({ dues }) => dues && of(dues.standing) })

/** What a member is to pay for the season in force and has paid, a column each. */
export const DUES_COLUMNS: readonly DuesColumn[] = [
	{ id: 'season', title: m.seasons_one, text: ({ dues, season }) => (dues ? season : ''), rare: true },
	{
		id: 'paymentType',
		title: m.memberships_field_payment_type,
		text: ({ dues }) => (dues ? paymentTypeWord(dues.membership.paymentType) : '')
	},
	standingColumn('amountDue', m.dues_column_due, ({ due }) => due),
	standingColumn('amountPaid', m.dues_paid, ({ paid }) => paid),
	standingColumn('balance', m.dues_balance, ({ balance }) => balance),
	{ id: 'paymentStatus', title: m.dues_status, text: ({ dues }) => (dues ? statusWord(dues.standing.status) : '') }
]
