import type { CustomField } from '#shared/custom-field.ts'
import type { CsvRow } from '#shared/csv-rows.ts'
import type { Day } from '#shared/day.ts'
import type { Guardian } from '#shared/guardian.ts'
import { listMemberWarnings, listName, type MemberWarning } from '#shared/member.ts'
import { clubNameKey } from '#shared/mjc-club.ts'
import { draftOf } from './draft.ts'
import { listDifferences, type FieldChange, type KnownMember } from './difference.ts'
import type { ColumnPlan } from './columns.ts'
import { listReplacedGuardians } from './guardian-cell.ts'
import { PLAIN_FIELDS, type ImportField, type PlainField } from './field.ts'
import { isOldProgram, readLine, type Correction, type LineProblem, type LineReader, type ReadLine } from './line.ts'
import { LineMatcher, type LineDecision, type LineMatch, type MatchDoubt } from './match.ts'

/** What becomes of a line. `duplicate`: the person is on an earlier line already, so this one is left out. */
export const LINE_KINDS = ['created', 'changed', 'unchanged', 'error', 'duplicate', 'left-out'] as const
export type LineKind = (typeof LINE_KINDS)[number]

export type PlannedLine = {
	read: ReadLine
	kind: LineKind
	match: LineMatch
	/** The name that the line is shown by: the member's, else the file's; may be empty in an error. */
	name: string
	changes: FieldChange[]
	problems: { field?: ImportField; code: LineProblem | MatchDoubt }[]
	/** What looks odd but is imported all the same. */
	warnings: Partial<Record<PlainField, MemberWarning>>
	/** Guardians in whose places the line puts somebody else: their rights do not pass on. */
	replaced: readonly Guardian[]
}

export type ImportPlan = {
	lines: PlannedLine[]
	counts: Record<LineKind, number>
	/** Clubs that are not there yet, each spelled as the first line that names it. */
	newClubs: string[]
	/** How many lines have nothing but the name in common with a member, whether taken for him or not. */
	byNameAlone: number
	/** How many numbers and postal codes had lost a zero. */
	zerosRestored: number
	columns: ColumnPlan
}

/** What the person chose about the whole file. */
export type ImportChoices = {
	columns: ColumnPlan
	restoreZeros: boolean
	/** A blank cell takes away what is known. */
	blanksErase: boolean
	byNameAlone: boolean
	corrections: ReadonlyMap<number, Correction>
	decisions: ReadonlyMap<number, LineDecision>
}

export type ImportInput = {
	rows: readonly CsvRow[]
	choices: ImportChoices
	known: readonly KnownMember[]
	clubNames: readonly string[]
	/** The fields that the club added. */
	fields?: readonly CustomField[]
	today: Day
}

/**
 * Says line by line what an import would do. Stops after every line, so that a page can draw itself between two:
 * run it to its end, what it then returns is the plan. Total: whatever the file holds, each line gets a kind.
 */
export function* planImport(input: ImportInput): Generator<void, ImportPlan> {
	const { choices, known } = input
	const reader = lineReader(input)
	const mapped = new Set(choices.columns.targets.filter(isField))
	const matcher = new LineMatcher(known, { mapped, ...choices })
	const reads: ReadLine[] = []
	const sure = new Map<number, LineMatch>()
	for (const [index, row] of input.rows.slice(choices.columns.headingRow + 1).entries()) {
		const read = readLine(row, { index, correction: choices.corrections.get(index) }, reader)
		reads.push(read)
		const match = choices.decisions.get(index) === 'left-out' ? undefined : matcher.matchSurely(read)
		if (match) sure.set(index, match)
		yield
	}
	const erases: ReadonlySet<ImportField> = choices.blanksErase ? mapped : new Set()
	const lines: PlannedLine[] = []
	for (const read of reads) {
		lines.push(planLine(read, { sure: sure.get(read.index), matcher, erases, input }))
		yield
	}
	return { lines, ...sumUp(lines, input), columns: choices.columns }
}

function lineReader({ rows, choices, fields = [], today }: ImportInput): LineReader {
	const headings = rows[choices.columns.headingRow]?.cells ?? []
	const { columns: plan, restoreZeros } = choices
	return { headings, plan, fields, restoreZeros, fromOldProgram: isOldProgram(headings), today }
}

type LinePlanning = {
	sure: LineMatch | undefined
	matcher: LineMatcher
	erases: ReadonlySet<ImportField>
	input: ImportInput
}

function planLine(read: ReadLine, { sure, matcher, erases, input }: LinePlanning): PlannedLine {
	const isLeftOut = input.choices.decisions.get(read.index) === 'left-out'
	const match = sure ?? (isLeftOut || read.problems.length > 0 ? { by: 'none' as const } : matcher.match(read))
	const known = 'known' in match ? match.known : undefined
	const problems: PlannedLine['problems'] = match.by === 'doubt' ? [{ code: match.why }] : read.problems
	const changes = known ? listDifferences(read, known, erases) : []
	const draft = draftOf(read)
	const name = listName(known ? known.member : draft)
	const warnings = listMemberWarnings({ ...draft, notes: '' }, input.today)
	if (known)
		for (const field of PLAIN_FIELDS) if (!changes.some((change) => change.field === field)) delete warnings[field]
	for (const { field } of problems) if (field) delete warnings[field as PlainField]
	const kind = isLeftOut ? 'left-out' : kindOf({ problems, match, changes })
	const replaced = known && changes.length > 0 ? listReplacedGuardians({ read, changes }, known.guardians) : []
	return { read, kind, match, name, changes, problems, warnings, replaced }
}

function kindOf({ problems, match, changes }: Pick<PlannedLine, 'problems' | 'match' | 'changes'>): LineKind {
	if (problems.length > 0) return 'error'
	if (match.by === 'earlier-line') return 'duplicate'
	if (match.by === 'none') return 'created'
	return changes.length > 0 ? 'changed' : 'unchanged'
}

function sumUp(lines: readonly PlannedLine[], { clubNames }: ImportInput) {
	const counts = Object.fromEntries(LINE_KINDS.map((kind) => [kind, 0])) as Record<LineKind, number>
	const clubs = new Set(clubNames.map(clubNameKey))
	const newClubs: string[] = []
	let [byNameAlone, zerosRestored] = [0, 0]
	for (const { kind, read, match } of lines) {
		counts[kind] += 1
		if (match.by === 'name' || (match.by === 'none' && match.namesakes)) byNameAlone += 1
		for (const remark of Object.values(read.remarks))
			if (remark === 'import-phone-zero' || remark === 'import-postal-zero') zerosRestored += 1
		if ((kind !== 'created' && kind !== 'changed') || read.club === '' || clubs.has(clubNameKey(read.club))) continue
		clubs.add(clubNameKey(read.club))
		newClubs.push(read.club)
	}
	return { counts, newClubs, byNameAlone, zerosRestored }
}

const isField = (target: ColumnPlan['targets'][number]): target is ImportField =>
	target !== 'skip' && target !== 'extra-note'
