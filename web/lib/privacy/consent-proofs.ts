import { formatCsv } from '#shared/csv.ts'
import { answerOf } from '#shared/consent.ts'
import { formatDay } from '#shared/day.ts'
import { listConsentProofs, type ConsentProof } from '#web/db/consent-proofs.ts'
import { dayHere } from '#web/db/day-here.ts'
import { formatMoment } from '#web/mailing/moments.ts'
import { purposeTitle, sourceWord } from '#web/members/consent-words.ts'
import { m } from '#web/paraglide/messages.js'
import { saveFile } from '#web/ui/save-file.ts'

/** A line for every answer that anybody gave, those that were replaced among them; the titles first. */
export function proofTable(proofs: readonly ConsentProof[]): string[][] {
	const headings = [
		...[m.proofs_name(), m.proofs_what(), m.proofs_answer(), m.proofs_given_on(), m.proofs_until(), m.proofs_source()],
		...[m.proofs_noted(), m.proofs_state()]
	]
	return [headings, ...proofs.map(lineOf)]
}

function lineOf({ name, consent, notedAt, stands }: ConsentProof): string[] {
	const { given, on, until = '', source = '' } = answerOf(consent)
	return [
		...[name, purposeTitle(consent.purpose), given ? m.members_answer_yes() : m.members_answer_no()],
		...[formatDay(on), formatDay(until), sourceWord(source)],
		...[notedAt === 0 ? '' : formatMoment(notedAt), stands ? m.proofs_stands() : m.proofs_replaced()]
	]
}

/** Gives the person the proofs of what members agreed to; resolves to the file's name. */
export async function saveConsentProofs(format: 'pdf' | 'csv'): Promise<string> {
	const table = proofTable(await listConsentProofs())
	const name = `${m.proofs_file()}-${dayHere()}.${format}`
	if (format === 'csv') saveFile(name, formatCsv(table), 'text/csv;charset=utf-8')
	else {
		const { formatTablePdf } = await import('#web/print/table-pdf.ts')
		saveFile(name, await formatTablePdf(table, m.proofs_title()), 'application/pdf')
	}
	return name
}
