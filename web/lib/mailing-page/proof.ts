import { formatCsv } from '#shared/csv.ts'
import type { LogCounts, Mailing } from '#shared/mailing.ts'
import type { Measure, PrintPage } from '#shared/print/page.ts'
import { layProofCover } from '#shared/print/proof.ts'
import { layTable } from '#shared/print/table.ts'
import { dayHere } from '#web/db/day-here.ts'
import { failureReason } from '#web/failures.ts'
import { formatMoment } from '#web/mailing/moments.ts'
import { countStatuses } from '#web/mailing/results-actions.ts'
import type { RecordRow } from '#web/outbox/record.ts'
import { m } from '#web/paraglide/messages.js'
import { clubLook } from '#web/state/club-look.svelte.ts'
import { saveFile } from '#web/ui/save-file.ts'
import { digestOf } from './content-digest.ts'
import { OUTCOMES, readerName } from './outcome-words.ts'

/** What is proved: a mailing, and what became of it for each. */
export type Proved = { mailing: Mailing; rows: readonly RecordRow[] }

/** Columns of the list, in the PDF and in the CSV file. */
const headings = (): string[] => [
	...[m.results_csv_name(), m.proof_for(), m.proof_way(), m.proof_address()],
	...[m.results_csv_status(), m.results_csv_at(), m.results_csv_message_id(), m.results_csv_reason()]
]

/** A line for everybody who was written to, by e-mail or by letter. */
export function proofLines({ mailing, rows }: Proved): string[][] {
	const letters = (mailing.letters ?? []).map(({ name }) => [
		...[name || m.results_unknown_person(), '', m.proof_letter(), '', m.proof_letter_outcome()],
		...['', '', '']
	])
	return [...rows.map(lineOf), ...letters]
}

/** The list as a file for a spreadsheet; each line says of which mailing it is, and the digest of what it said. */
export async function proofCsv(proved: Proved): Promise<string> {
	const { subject, createdAt } = proved.mailing
	const of = [subject, formatMoment(createdAt), await digestOf(proved.mailing)]
	const first = [m.proof_subject(), m.exports_column_confirmed(), m.proof_digest_short()]
	return formatCsv([[...headings(), ...first], ...proofLines(proved).map((line) => [...line, ...of])])
}

/** A first page that states what was sent, its text, and the list. */
export async function proofPages(proved: Proved, measure: Measure): Promise<PrintPage[]> {
	const { name } = clubLook.current
	const { subject, text } = proved.mailing
	const words = { sender: name, title: m.proof_title(), note: noteOf(), textTitle: m.proof_text() }
	const cover = layProofCover({ ...words, facts: await factsOf(proved), text }, measure)
	const note = [name, subject].filter(Boolean).join(' · ')
	const list = { headings: headings(), rows: proofLines(proved) }
	return [...cover, ...layTable(list, { title: m.record_readers(), note, pageOf }, measure)]
}

async function proofPdf(proved: Proved): Promise<Blob> {
	const { inksOf, openPress, PLAIN_INK } = await import('#web/print/press.ts')
	const press = await openPress()
	const title = `${m.proof_title()} · ${proved.mailing.subject}`
	const inks = inksOf(clubLook.current.colour || PLAIN_INK)
	return press.print(await proofPages(proved, press.measure), { title, inks })
}

/** Gives the person the proof; resolves to the file's name. */
export async function saveProof(proved: Proved, format: 'pdf' | 'csv'): Promise<string> {
	const name = `${m.proof_file()}-${dayHere(Date.parse(proved.mailing.createdAt))}.${format}`
	if (format === 'csv') saveFile(name, await proofCsv(proved), 'text/csv;charset=utf-8')
	else saveFile(name, await proofPdf(proved), 'application/pdf')
	return name
}

const pageOf = (page: number, pages: number): string => m.proof_list_page({ page, pages })

const noteOf = (): string => m.proof_note({ date: formatMoment(Date.now()) })

function lineOf({ log, alsoFor, guardian }: RecordRow): string[] {
	const failed = log.code === '' ? '' : failureReason(log.code)
	return [
		...[readerName(log), [guardian, ...alsoFor].filter(Boolean).join(', '), m.results_csv_email(), log.recipientEmail],
		isBounced({ log }) ? m.record_bounced() : OUTCOMES[log.status].word(),
		log.status === 'submitted' ? '' : formatMoment(log.timestamp),
		...[log.messageId, isBounced({ log }) && log.bounce ? failureReason(log.bounce.code) : failed]
	]
}

const isBounced = ({ log: { bounce } }: Pick<RecordRow, 'log'>): boolean =>
	bounce?.kind === 'hard' && bounce.action === 'failed'

async function factsOf({ mailing, rows }: Proved): Promise<[string, string][]> {
	const counts = countStatuses(rows.map(({ log }) => log))
	const { name = '', email } = mailing.sender
	const letters = (mailing.letters ?? []).length
	return [
		[m.proof_subject(), mailing.subject],
		[m.proof_confirmed(), formatMoment(mailing.createdAt)],
		[m.proof_scheduled(), mailing.sendAt === undefined ? '' : formatMoment(mailing.sendAt)],
		[m.proof_sent_between(), sentBetween(rows)],
		[m.proof_sender(), name === '' ? email : `${name} <${email}>`],
		[m.proof_server(), mailing.sandbox ? m.proof_sandbox({ host: mailing.smtp.host }) : mailing.smtp.host],
		[m.record_readers(), m.proof_counts({ mails: String(rows.length), letters: String(letters) })],
		...outcomesOf(rows, counts),
		[m.proof_unreached(), unreached(rows)],
		[m.proof_files(), (mailing.attachments ?? []).map((file) => file.name).join(', ')],
		[m.proof_id(), mailing.id],
		[m.proof_digest(), await digestOf(mailing)]
	]
}

function outcomesOf(rows: Proved['rows'], counts: LogCounts): [string, string][] {
	const of = (count: number) => (count > 0 ? String(count) : '')
	return [
		[m.proof_accepted(), String(counts.sent)],
		[m.proof_came_back(), of(rows.filter(isBounced).length)],
		[m.proof_failed(), of(counts.failed)],
		[m.proof_uncertain(), of(counts.uncertain)],
		[m.proof_cancelled(), of(counts.cancelled + counts.submitted)]
	]
}

/** Whoever surely did not get it. */
function unreached(rows: Proved['rows']): string {
	return rows
		.filter((row) => row.log.status === 'failed' || isBounced(row))
		.map(({ log }) => readerName(log))
		.join(', ')
}

function sentBetween(rows: Proved['rows']): string {
	const times = rows.flatMap(({ log }) => (log.status === 'sent' ? [log.timestamp] : [])).toSorted()
	const [first = '', last = ''] = [times[0], times.at(-1)]
	if (first === '') return ''
	const [from, to] = [formatMoment(first), formatMoment(last)]
	return from === to ? from : m.proof_between({ from, to })
}
