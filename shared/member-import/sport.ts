import { foldText } from '#shared/search.ts'
import { readSeason } from '#shared/season-name.ts'
import type { SportPaper } from '#shared/sport-paper.ts'
import { readAnswer } from './cell.ts'
import { readDay } from './day-text.ts'
import type { PlainField } from './field.ts'
import type { LineReader, ReadLine } from './line.ts'

type SportField = Extract<PlainField, `sport${string}`>

/** What keeps a sport paper from being imported; equal to the catalogue's key. */
export type SportProblem = 'import-paper-unread' | 'import-season-unread'

/** Whether a field is about what a member brought for his sport. */
export const isSportField = (field: PlainField): field is SportField => field.startsWith('sport')

/** Reads a cell about a sport paper: its kind, its day or its season. In the column of kinds, a day says both. */
export function readSport(
	read: ReadLine,
	{ field, raw }: { field: SportField; raw: string },
	reader: LineReader
): void {
	const dayIn = (text: string) => readDay(text, { order: reader.plan.dayOrder, today: reader.today })?.day
	if (field === 'sportPaper') {
		const day = dayIn(raw)
		const kind = day ? kindByHeading(reader) : readKind(raw, reader)
		if (kind === undefined) read.problems.push({ field, code: 'import-paper-unread' })
		else if (kind !== '') read.given.sportPaper = { raw, value: kind }
		if (day) read.given.sportPaperOn = { raw, value: day }
		return
	}
	const value = field === 'sportPaperOn' ? dayIn(raw) : readSeason(raw)
	if (value !== undefined) read.given[field] = { raw, value }
	else read.problems.push({ field, code: field === 'sportPaperOn' ? 'import-day-unread' : 'import-season-unread' })
}

/** The kind that a cell names, empty for none; a bare yes is what its heading asks for. */
function readKind(text: string, reader: LineReader): SportPaper | '' | undefined {
	const folded = foldText(text)
	if (/^aucun|^none|^pas de /.test(folded)) return ''
	if (/attestation|declaration|qs.?sport/.test(folded)) return 'attestation'
	if (/certificat|^cm$/.test(folded)) return 'certificate'
	const answer = readAnswer(text)
	if (answer === undefined) return undefined
	return answer ? kindByHeading(reader) : ''
}

function kindByHeading({ headings, plan }: LineReader): SportPaper {
	const heading = foldText(headings[plan.targets.indexOf('sportPaper')] ?? '')
	return /certificat/.test(heading) || !/attestation|qs/.test(heading) ? 'certificate' : 'attestation'
}
