import { isAddress } from '#shared/address.ts'
import { EMPTY_MEMBER, listMemberWarnings } from '#shared/member.ts'
import type { CustomField } from '#shared/custom-field.ts'
import type { Day } from '#shared/day.ts'
import { readAnswer, type NameOrder } from './cell.ts'
import { customTarget } from './custom-cell.ts'
import { guessDayOrder, readDay, type DayOrder } from './day-text.ts'
import { JOINTS, type ColumnTarget } from './field.ts'
import { foldHeading, readHeading } from './heading.ts'

/** How a table is to be read: where its headings are, where each column goes, and what its cells leave open. */
export type ColumnPlan = {
	/** Index of the row of headings; -1 when the file has none. */
	headingRow: number
	targets: ColumnTarget[]
	nameOrder: NameOrder
	dayOrder: DayOrder
}

/** How far down a title may push the headings, and how many rows tell what a column holds. */
const HEADINGS_WITHIN = 10
const SAMPLE_ROWS = 200
/** Share of a column's cells that must look alike for it to be known by them. */
const MOST = 0.6

/** What columns are known by besides their headings: the day, and the fields that the club added. */
export type KnownFields = { today: Day; fields?: readonly Pick<CustomField, 'id' | 'name'>[] }

/** Guesses how to read a table, from its headings, and from its cells where those say nothing. */
export function guessColumns(rows: readonly (readonly string[])[], known: KnownFields): ColumnPlan {
	return guessBelow(rows, findHeadings(rows, known), known)
}

/** The same, for headings that the person has pointed out; `headingRow` -1 for none. */
export function guessBelow(rows: readonly (readonly string[])[], headingRow: number, known: KnownFields): ColumnPlan {
	const headings = rows[headingRow] ?? []
	const sample = rows.slice(headingRow + 1, headingRow + 1 + SAMPLE_ROWS)
	const width = Math.max(headings.length, ...sample.map((row) => row.length), 0)
	const columns = Array.from({ length: width }, (_, column) => sample.map((row) => row[column]?.trim() ?? ''))
	const targets = headingRow >= 0 ? byHeadings(headings, width, known) : byCells(columns, known.today)
	preferWholeNames(targets, columns)
	const nameColumn = targets.indexOf('fullName')
	const dayColumn = targets.indexOf('birthDate')
	return {
		headingRow,
		targets,
		nameOrder: guessNameOrder(headings[nameColumn] ?? ''),
		dayOrder: guessDayOrder(columns[dayColumn] ?? [])
	}
}

/** Index of the row of headings, -1 when there is none: two known words, or words above what are none. */
function findHeadings(rows: readonly (readonly string[])[], { today, fields }: KnownFields): number {
	const top = rows.slice(0, HEADINGS_WITHIN)
	const known = top.map(
		(row) => new Set(row.map((cell) => meaningOf(cell, fields)).filter((target) => target && target !== 'skip')).size
	)
	const most = Math.max(...known, 0)
	const best = known.indexOf(most)
	const needed = top[best]?.length === 1 ? 1 : 2
	// The club may have called a field of its own by what would be data elsewhere.
	const isData = (cell: string) => meaningOf(cell, fields) === undefined && looksLikeData(cell, today)
	if (most >= needed && !top[best]?.some(isData)) return best
	const isHeading = (row: readonly string[], next: readonly string[] | undefined) =>
		row.length > 1 &&
		row.every((cell) => cell.trim() !== '' && !/[\d@]/.test(cell)) &&
		next?.some((cell) => looksLikeData(cell, today))
	return top.findIndex((row, index) => isHeading(row, rows[index + 1]))
}

function looksLikeData(cell: string, today: Day): boolean {
	const text = cell.trim()
	return (
		isAddress(text) || /^\+?\d[\d ./-]{3,}$/.test(text) || readDay(text, { order: 'day-first', today }) !== undefined
	)
}

/** A field that the club added goes before what a heading means to others. */
function meaningOf(heading: string, fields: KnownFields['fields'] = []): ColumnTarget | undefined {
	const folded = foldHeading(heading)
	const own = folded === '' ? undefined : fields.find(({ name }) => foldHeading(name) === folded)
	return own ? customTarget(own.id) : readHeading(heading)
}

/** Each target once, but those that several columns may share. */
function byHeadings(headings: readonly string[], width: number, { fields }: KnownFields): ColumnTarget[] {
	const taken = new Set<ColumnTarget>()
	return Array.from({ length: width }, (_, column) => {
		const target = meaningOf(headings[column] ?? '', fields) ?? 'skip'
		if (taken.has(target) && !(target in JOINTS)) return 'skip'
		taken.add(target)
		return target
	})
}

function byCells(columns: readonly string[][], today: Day): ColumnTarget[] {
	const targets: ColumnTarget[] = columns.map(() => 'skip')
	const place = (target: ColumnTarget, isIt: (cell: string) => boolean) => {
		const column = columns.findIndex((cells, index) => targets[index] === 'skip' && isMostly(cells, isIt))
		if (column >= 0) targets[column] = target
	}
	place('email', isAddress)
	place('birthDate', (cell) => /\D/.test(cell) && readDay(cell, { order: 'day-first', today }) !== undefined)
	place('phone', isPhone)
	place('postalCode', (cell) => /^\d{5}$/.test(cell))
	place('address', (cell) => /^\d+.*\p{L}{3}/u.test(cell))
	const afterCode = targets.indexOf('postalCode') + 1
	if (afterCode > 0 && targets[afterCode] === 'skip' && isMostly(columns[afterCode] ?? [], isWord)) {
		targets[afterCode] = 'city'
	}
	const shouted = (cell: string) => isWord(cell) && cell === cell.toUpperCase()
	place('lastName', shouted)
	if (!targets.includes('lastName')) place('lastName', isWord)
	place('firstName', isWord)
	return targets
}

const isWord = (cell: string): boolean => /^\p{L}[\p{L}\p{M} '’.-]+$/u.test(cell) && readAnswer(cell) === undefined

function isPhone(cell: string): boolean {
	const digits = cell.replace(/\D/g, '').length
	return (
		digits >= 9 &&
		digits <= 13 &&
		listMemberWarnings({ ...EMPTY_MEMBER, phone: cell }, '9999-12-31' as Day).phone === undefined
	)
}

function isMostly(cells: readonly string[], isIt: (cell: string) => boolean): boolean {
	const filled = cells.filter((cell) => cell !== '')
	return filled.length > 0 && filled.filter(isIt).length >= filled.length * MOST
}

/** A lone column of surnames in which most cells hold several words holds whole names. */
function preferWholeNames(targets: ColumnTarget[], columns: readonly string[][]): void {
	const column = targets.indexOf('lastName')
	if (column === -1 || targets.includes('firstName') || targets.includes('fullName')) return
	if (isMostly(columns[column] ?? [], (cell) => /\S\s+\S/.test(cell))) targets[column] = 'fullName'
}

function guessNameOrder(heading: string): NameOrder {
	const folded = foldHeading(heading)
	const [first, last] = [folded.search(/prenom|first|given/), folded.search(/\bnom\b|last|sur ?name|family/)]
	if (first === -1 && /name$/.test(folded)) return 'first-last'
	return first !== -1 && first < last ? 'first-last' : 'last-first'
}
