import { parseAmount, sumOf } from '#shared/money.ts'
import type { SqlRow } from '#shared/sqlite/database.ts'
import { amountIn, lineIn, numberIn, textIn } from './cell.ts'
import type { OldMembership, OldPayment, OldRemark, OldStatus } from './old-club.ts'
import type { PersonReader } from './person.ts'

const STATUSES: Readonly<Record<string, OldStatus>> = {
	Payée: 'paid',
	'Partiellement payée': 'partial',
	'Non payée': 'unpaid'
}

/** Amounts by column, those of the first state of the program too. */
const AMOUNTS = [
	['cash_amount', 'cash'],
	['cash', 'cash'],
	['check1_amount', 'cheque'],
	['check2_amount', 'cheque'],
	['check3_amount', 'cheque'],
	['ancv_amount', 'ancv']
] as const satisfies [string, OldPayment['means']][]
/** The first state of the program had a free text for each cheque. */
const CHEQUE_TEXTS = ['cheque1', 'cheque2', 'cheque3']

type RowReader = PersonReader & { number: number; remarks: OldRemark[] }

/** What a row says of the season: what is paid for and how it was paid. What has no place elsewhere becomes a remark. */
export function readMembership(row: SqlRow, reader: RowReader): OldMembership {
	const elsewhere = lineIn(row, 'mjc_elsewhere')
	const isClubOnly = textIn(row, 'payment_type') === 'club_only' || elsewhere !== ''
	const detailed = [...readAmounts(row, reader), ...readChequeTexts(row, reader)]
	const ancv = sumOf(detailed.map(({ means, amount }) => (means === 'ancv' ? amount : 0)))
	if (ancv === 0 && numberIn(row, 'ancv') === 1) {
		reader.find({ code: 'old-ancv-without-amount', row: reader.number })
		reader.remarks.push({ code: 'ancv', text: '' })
	}
	return {
		paymentType: isClubOnly ? 'club_only' : 'club_mjc',
		clubName: isClubOnly ? elsewhere || readClub(row, reader) : '',
		status: STATUSES[textIn(row, 'cotisation_status').normalize('NFC')] ?? 'none',
		expected: amountIn(row, 'club_part').cents + amountIn(row, 'mjc_part').cents,
		payments: [...detailed, ...readRest(row, detailed, reader)]
	}
}

function readClub(row: SqlRow, { clubsByNumber, find, number }: RowReader): string {
	const club = numberIn(row, 'mjc_club_id')
	if (club === undefined) return ''
	const name = clubsByNumber.get(club)
	if (name === undefined) find({ code: 'old-club-gone', row: number, text: String(club) })
	return name ?? ''
}

function readAmounts(row: SqlRow, { find, number }: RowReader): OldPayment[] {
	return AMOUNTS.flatMap(([column, means]) => {
		const { cents, odd } = amountIn(row, column)
		if (odd !== undefined) find({ code: 'old-amount-odd', row: number, text: odd })
		return cents > 0 ? [{ means, amount: cents }] : []
	})
}

function readChequeTexts(row: SqlRow, { find, number, remarks }: RowReader): OldPayment[] {
	return CHEQUE_TEXTS.flatMap((column): OldPayment[] => {
		const text = lineIn(row, column)
		const amount = parseAmount(text)
		if (text === '' || amount === 0) return []
		if (amount !== undefined) return [{ means: 'cheque', amount }]
		find({ code: 'old-cheque-text', row: number, text: text.slice(0, 40) })
		remarks.push({ code: 'cheque', text })
		return []
	})
}

/** What the total has beyond its parts: nobody knows how it was paid. The total left vouchers out, or did not. */
function readRest(row: SqlRow, detailed: readonly OldPayment[], { find, number }: RowReader): OldPayment[] {
	const { cents: total, odd } = amountIn(row, 'total_paid')
	if (odd !== undefined) find({ code: 'old-amount-odd', row: number, text: odd })
	const sum = sumOf(detailed.map(({ amount }) => amount))
	const withoutAncv = sumOf(detailed.map(({ means, amount }) => (means === 'ancv' ? 0 : amount)))
	if (!('total_paid' in row) || total === withoutAncv) return []
	if (total === sum) {
		find({ code: 'old-total-with-ancv', row: number })
		return []
	}
	find({ code: 'old-total-differs', row: number, total, sum })
	return total > sum ? [{ means: 'unknown', amount: total - sum }] : []
}
