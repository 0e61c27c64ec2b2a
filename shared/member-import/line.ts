import { CONSENT_PURPOSES, type Answer, type ConsentPurpose } from '#shared/consent.ts'
import type { CustomField, CustomFieldId } from '#shared/custom-field.ts'
import { readCell } from '#shared/csv.ts'
import type { CsvRow } from '#shared/csv-rows.ts'
import { dayBefore, type Day } from '#shared/day.ts'
import { MAX_NOTES_LENGTH } from '#shared/member.ts'
import { foldText } from '#shared/search.ts'
import { isCutNumber, onOneLine, readAnswer, readPhone, readPostalCode, splitName, type CellRemark } from './cell.ts'
import type { ColumnPlan } from './columns.ts'
import { readCustomCells, type CustomProblem } from './custom-cell.ts'
import { readGuardians } from './guardian-cell.ts'
import type { GuardianTarget } from './guardian-target.ts'
import { isSportField, readSport, type SportProblem } from './sport.ts'
import { readDay, type DayRemark } from './day-text.ts'
import { CONSENT_FIELDS, JOINTS, PLAIN_FIELDS, type ImportField, type PlainField } from './field.ts'

/** What keeps a line from being imported; equal to the catalogue's key. */
export type LineProblem =
	| SportProblem
	| CustomProblem
	| 'import-no-name'
	| 'import-day-unread'
	| 'import-answer-unread'
	| 'import-too-long'
	| 'import-number-cut'
/** What was taken for granted in reading a cell. */
export type LineRemark = CellRemark | DayRemark | 'import-default-day' | 'import-club-number'

/** A cell as it stands in the file, trimmed, and as it is taken over. */
export type Given = { raw: string; value: string }

/** One line of a file as it was understood. A field without an entry is blank in the file, or not in it. */
export type ReadLine = {
	/** Its place among the lines of people, from 0. */
	index: number
	/** The line of the file on which it begins, from 1. */
	line: number
	given: Partial<Record<PlainField, Given>>
	/** The name as two lists are compared: see `nameKey`. */
	nameKey: string
	/** Surname and first name were parted by a rule, not by the file. */
	nameParted: boolean
	/** Name of the MJC club; empty for none. */
	club: string
	consents: Partial<Record<ConsentPurpose, Answer>>
	/** Values of the club's own fields. */
	custom: Partial<Record<CustomFieldId, Given>>
	/** Texts about his guardians. */
	guardians: Partial<Record<GuardianTarget, Given>>
	/** "Heading : cell" of the columns that go into the notes. */
	extraNotes: string[]
	/** What each field said, before anything was made of it. */
	raw: Partial<Record<ImportField, string>>
	problems: { field: ImportField; code: LineProblem }[]
	remarks: Partial<Record<ImportField, LineRemark>>
}

/** What the person typed in place of cells, by field. */
export type Correction = Partial<Record<ImportField, string>>

export type LineReader = {
	headings: readonly string[]
	plan: ColumnPlan
	/** The fields that the club added. */
	fields: readonly CustomField[]
	/** Gives telephone numbers and postal codes back the zero that a spreadsheet took. */
	restoreZeros: boolean
	/** The file is the old program's: what that one writes for want of anything better is passed over. */
	fromOldProgram: boolean
	today: Day
}

/** The day that the old program wrote for everyone whose birth date was not entered. */
const DEFAULT_DAY = '2000-01-01'

const MAX_LENGTHS: Record<PlainField, number> = {
	lastName: 200,
	firstName: 200,
	birthDate: 10,
	email: 320,
	phone: 100,
	address: 500,
	postalCode: 20,
	city: 200,
	memberNumber: 100,
	licenceNumber: 100,
	sportPaper: 20,
	sportPaperOn: 10,
	sportSeason: 20,
	notes: MAX_NOTES_LENGTH
}

/** Whether a file was written by the old program, of which it has the three most telling headings. */
export function isOldProgram(headings: readonly string[]): boolean {
	return ['Statut cotisation', 'Type de paiement', 'Montant ANCV'].every((heading) => headings.includes(heading))
}

/** What a row of the file says about a person, with what the person at the screen corrected in it. */
export function readLine(
	{ line, cells }: CsvRow,
	{ index, correction = {} }: { index: number; correction?: Correction },
	reader: LineReader
): ReadLine {
	const raw = { ...gatherCells(cells, reader), ...correction }
	const read: ReadLine = {
		index,
		line,
		given: {},
		nameKey: '',
		nameParted: false,
		club: '',
		consents: {},
		custom: {},
		guardians: {},
		extraNotes: listExtraNotes(cells, reader),
		raw,
		problems: [],
		remarks: {}
	}
	readName(read, reader)
	for (const field of PLAIN_FIELDS) {
		if (field !== 'lastName' && field !== 'firstName') readField(read, field, { ...reader, typed: field in correction })
	}
	readClub(read, reader.fromOldProgram && !('mjcClub' in correction))
	for (const purpose of CONSENT_PURPOSES) readConsent(read, purpose, reader)
	readCustomCells(read, reader)
	readGuardians(read, reader, (target) => target in correction)
	for (const field of PLAIN_FIELDS) {
		if ((read.given[field]?.value.length ?? 0) > MAX_LENGTHS[field])
			read.problems.push({ field, code: 'import-too-long' })
	}
	return read
}

/** The cells by field; the notes as they stand, the others trimmed and on one line. */
function gatherCells(cells: readonly string[], { plan }: LineReader): Partial<Record<ImportField, string>> {
	const raw: Partial<Record<ImportField, string>> = {}
	for (const [column, target] of plan.targets.entries()) {
		if (target === 'skip' || target === 'extra-note') continue
		const cell = readCell(cells[column] ?? '')
		if (cell.trim() === '') continue
		const before = raw[target]
		const text = target === 'notes' ? cell : cell.trim()
		raw[target] = before === undefined ? text : before + (JOINTS[target] ?? ' ') + text
	}
	return raw
}

function listExtraNotes(cells: readonly string[], { plan, headings }: LineReader): string[] {
	return plan.targets.flatMap((target, column) => {
		const cell = readCell(cells[column] ?? '').trim()
		if (target !== 'extra-note' || cell === '') return []
		const heading = headings[column]?.trim()
		return [heading ? `${heading} : ${cell}` : cell]
	})
}

function readName(read: ReadLine, { plan }: LineReader): void {
	const { fullName = '', lastName = '', firstName = '' } = read.raw
	read.nameParted = fullName !== '' && lastName === '' && firstName === ''
	const name = read.nameParted ? splitName(onOneLine(fullName), plan.nameOrder) : { lastName, firstName }
	for (const field of ['lastName', 'firstName'] as const) {
		const value = onOneLine(name[field])
		if (value !== '') read.given[field] = { raw: name[field], value }
	}
	read.nameKey = nameKey(read.given.lastName?.value ?? '', read.given.firstName?.value ?? '')
	if (read.given.lastName || read.given.firstName) return
	const field = read.raw.fullName === undefined ? 'lastName' : 'fullName'
	read.problems.push({ field, code: 'import-no-name' })
}

function readField(read: ReadLine, field: PlainField, reader: LineReader & { typed: boolean }): void {
	const raw = read.raw[field]
	if (raw === undefined || raw.trim() === '') return
	if (field === 'birthDate') return readBirthDate(read, raw, reader)
	if (isSportField(field)) return readSport(read, { field, raw }, reader)
	const cell = field === 'notes' ? { value: raw } : readPlain(read, field, raw)
	const mended = 'remark' in cell && cell.remark !== undefined
	const keepAsIs = mended && (!reader.restoreZeros || reader.typed)
	read.given[field] = { raw, value: keepAsIs ? onOneLine(raw) : cell.value }
	if (mended && !keepAsIs) read.remarks[field] = cell.remark
}

function readPlain(read: ReadLine, field: PlainField, raw: string): { value: string; remark?: CellRemark } {
	if (field === 'postalCode') return readPostalCode(onOneLine(raw))
	if (field !== 'phone') return { value: onOneLine(raw) }
	if (isCutNumber(raw)) read.problems.push({ field, code: 'import-number-cut' })
	const joint = JOINTS.phone ?? ''
	const numbers = onOneLine(raw).split(joint).map(readPhone)
	const remark = numbers.find((number) => number.remark)?.remark
	return { value: numbers.map(({ value }) => value).join(joint), ...(remark ? { remark } : {}) }
}

function readBirthDate(read: ReadLine, raw: string, reader: LineReader & { typed: boolean }): void {
	const found = readDay(raw, { order: reader.plan.dayOrder, today: reader.today })
	if (!found) return void read.problems.push({ field: 'birthDate', code: 'import-day-unread' })
	if (reader.fromOldProgram && found.day === DEFAULT_DAY && !reader.typed) {
		read.remarks.birthDate = 'import-default-day'
		return
	}
	read.given.birthDate = { raw, value: found.day }
	if (found.remark) read.remarks.birthDate = found.remark
}

/** The old program writes the number of a club that is gone. */
function readClub(read: ReadLine, fromOldProgram: boolean): void {
	const club = onOneLine(read.raw.mjcClub ?? '')
	if (fromOldProgram && /^\d+$/.test(club)) read.remarks.mjcClub = 'import-club-number'
	else read.club = club
	if (club.length > MAX_LENGTHS.city) read.problems.push({ field: 'mjcClub', code: 'import-too-long' })
}

/** What our own files write of a yes whose time is over. */
const OVER = /[\s,(]*(expir[ée]e?|expired)\)?\s*$/i
/** A day that may lie ahead. */
const ANY_DAY = '9999-12-31' as Day

function readConsent(read: ReadLine, purpose: ConsentPurpose, { plan, today }: LineReader): void {
	const { answer, on, until } = CONSENT_FIELDS[purpose]
	const text = read.raw[answer] ?? ''
	const given = readAnswer(text.replace(OVER, ''))
	if (given === undefined) read.problems.push({ field: answer, code: 'import-answer-unread' })
	if (given === undefined || given === null) return
	const dayIn = (field: ImportField | undefined, latest: Day): Day | '' => {
		const raw = (field && read.raw[field]) ?? ''
		const found = raw === '' ? undefined : readDay(raw, { order: plan.dayOrder, today: latest })
		if (field && raw !== '' && !found) read.problems.push({ field, code: 'import-day-unread' })
		return found?.day ?? ''
	}
	// An agreement that is over must not come alive again for want of its end.
	const end = dayIn(until, ANY_DAY) || (OVER.test(text) ? dayBefore(today) : '')
	read.consents[purpose] = { given, on: dayIn(on, today), ...(end === '' ? {} : { until: end }) }
}

/** A name as two lists are compared: case, accents, hyphens and apostrophes do not tell people apart. */
export function nameKey(lastName: string, firstName: string): string {
	const folded = foldText(`${lastName} ${firstName}`)
	return folded.replace(/[^\p{L}\p{N}]+/gu, ' ').trim() || folded.replace(/[\s,]/g, '')
}
