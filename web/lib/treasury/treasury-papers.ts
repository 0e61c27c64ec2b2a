import { bareSeasonName } from '#shared/season-name.ts'
import { formatDay, type Day } from '#shared/day.ts'
import { spokenName } from '#shared/member.ts'
import type { Letter } from '#shared/print/letters.ts'
import { layTable, type PrintTable } from '#shared/print/table.ts'
import { sumOf } from '#shared/money.ts'
import type { Payment } from '#shared/payment.ts'
import type { countVouchers } from '#shared/treasury.ts'
import { dayHere } from '#web/db/day-here.ts'
import { amountWord, meansWord } from '#web/money/money-words.ts'
import { m } from '#web/paraglide/messages.js'
import { letterHead, letterRecipient, saveLetters } from '#web/print/letter-file.ts'
import { inksOf, openPress, PLAIN_INK } from '#web/print/press.ts'
import { clubLook } from '#web/state/club-look.svelte.ts'
import { saveFile } from '#web/ui/save-file.ts'
import { reminderText } from './reminder-text.ts'
import type { Debtor, TreasuryDesk } from './treasury-desk.svelte.ts'

const PDF = 'application/pdf'

/** Saves the slip that goes to the bank with a pile of cheques; resolves to the file's name. */
export function saveChequeSlip(desk: TreasuryDesk, cheques: readonly Payment[], day: Day): Promise<string> {
	const rows = cheques.map((payment, at) => [
		String(at + 1),
		payment.cheque?.number ?? '',
		payment.cheque?.bank ?? '',
		desk.payerOf(payment),
		formatDay(payment.cheque?.writtenOn ?? ''),
		amountWord(payment.amount)
	])
	const sum = amountWord(sumOf(cheques.map(({ amount }) => amount)))
	const total = ['', '', '', m.treasury_slip_count({ count: cheques.length }), '', sum]
	const headings = [
		...[m.treasury_slip_place(), m.treasury_cheque_number(), m.treasury_cheque_bank()],
		...[m.treasury_slip_drawer(), m.treasury_cheque_written(), m.treasury_amount()]
	]
	return saveTable({ headings, rows, total, amounts: [5] }, { title: m.treasury_slip_title(), day, file: 'slip' })
}

/** Saves the slip that goes with vouchers; resolves to the file's name. */
export function saveVoucherSlip(vouchers: ReturnType<typeof countVouchers>): Promise<string> {
	const { lines, uncounted, total } = vouchers
	const rows = lines.map(({ value, count, amount }) => [amountWord(value), String(count), amountWord(amount)])
	if (uncounted !== 0) rows.push([m.treasury_vouchers_uncounted(), '', amountWord(uncounted)])
	const count = String(sumOf(lines.map((line) => line.count)) || '')
	const headings = [m.treasury_voucher_value(), m.treasury_voucher_count(), m.treasury_amount()]
	const table = { headings, rows, total: [m.treasury_total(), count, amountWord(total)], amounts: [1, 2] }
	return saveTable(table, { title: m.treasury_vouchers_title(), day: dayHere(), file: 'vouchers' })
}

/** Saves the receipt of a payment; resolves to the file's name. */
export function saveReceipt(desk: TreasuryDesk, payment: Payment): Promise<string> {
	const payer = desk.payerOf(payment)
	const words = { payer, amount: amountWord(payment.amount), means: howPaid(payment) }
	const first = payment.isRefund ? m.treasury_receipt_refund(words) : m.treasury_receipt_text(words)
	const shares = payment.shares.map(({ membershipId, amount }) =>
		m.treasury_receipt_share({ name: desk.nameOf(membershipId), amount: amountWord(amount) })
	)
	const body = [
		first,
		...(payment.paidOn === '' ? [] : [m.treasury_receipt_day({ day: formatDay(payment.paidOn) })]),
		m.treasury_receipt_for({ season: bareSeasonName(desk.season?.name ?? '') }),
		shares.join('\n'),
		'',
		m.treasury_receipt_signature()
	]
	const letter = { ...letterHead(), recipient: [payer], subject: m.treasury_receipt_title(), body }
	return saveLetters([letter], m.treasury_file_receipt())
}

/** Saves a letter to each who owes something; resolves to the file's name. */
export function saveReminderLetters(desk: TreasuryDesk, debtors: readonly Debtor[]): Promise<string> {
	const season = desk.season?.name ?? ''
	const letters = debtors.map(({ member, owed }): Letter => ({
		...letterHead(),
		recipient: letterRecipient(member),
		subject: m.treasury_reminder_subject({ season }),
		body: reminderText({ amount: amountWord(owed), season, name: spokenName(member) })
	}))
	return saveLetters(letters, m.treasury_file_reminders())
}

function howPaid({ means, cheque }: Payment): string {
	const number = means === 'cheque' && cheque?.number ? m.treasury_by_number({ number: cheque.number }) : ''
	const bank = means === 'cheque' && cheque?.bank ? ` (${cheque.bank})` : ''
	return `${meansWord(means).toLocaleLowerCase()}${number}${bank}`
}

async function saveTable(
	table: PrintTable,
	{ title, day, file }: { title: string; day: Day; file: 'slip' | 'vouchers' }
): Promise<string> {
	const press = await openPress()
	const { name, colour } = clubLook.current
	const note = [name, formatDay(day)].filter(Boolean).join(' · ')
	const pageOf = (page: number, pages: number) => m.print_page({ page, pages })
	const pages = layTable(table, { title, note, pageOf }, press.measure)
	const named = `${file === 'slip' ? m.treasury_file_slip() : m.treasury_file_vouchers()}-${day}.pdf`
	saveFile(named, press.print(pages, { title, inks: inksOf(colour || PLAIN_INK) }), PDF)
	return named
}
