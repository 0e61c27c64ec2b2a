import { CustomFieldDraft } from '#shared/custom-field.ts'
import { listedNameKey, MAX_NAME_LENGTH } from '#shared/named.ts'
import type { PositionKind } from '#shared/position.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { SqlRow, SqlTables } from '#shared/sqlite/database.ts'
import * as v from 'valibot'
import { lineIn, numberIn, textIn } from './cell.ts'
import type { Finding } from './finding.ts'
import { findGeneration } from './generation.ts'
import type { OldClub, OldPosition } from './old-club.ts'
import { readPerson } from './person.ts'
import { readOldSeason } from './season.ts'
import { readOldSmtp } from './smtp.ts'

/** The tables that are read. */
export const OLD_TABLES = [
	'members',
	'positions',
	'mjc_clubs',
	'annual_prices',
	'sessions',
	'settings',
	'custom_fields',
	'mailing_logs',
	'audit',
	'cotisations'
] as const

/** What a file of the old program holds, whichever state of the program wrote it. Fails for any other database. */
export function readOldClub(tables: SqlTables, fileName: string): Result<OldClub, { code: 'old-program-other' }> {
	const members = tables.get('members')
	const generation = members && findGeneration(members.columns, [...tables.keys()])
	if (!members || !generation) return err({ code: 'old-program-other' })
	// Each once: the same club may be gone in two places of one row.
	const findingsByText = new Map<string, Finding>()
	const find = (finding: Finding) => void findingsByText.set(JSON.stringify(finding), finding)
	const clubsByNumber = readClubs(tables)
	const persons = members.rows.flatMap((row) => readPerson(row, { clubsByNumber, find }) ?? [])
	const rows = new Set(persons.map(({ row }) => row))
	for (const finding of listLeft(tables)) find(finding)
	const positions = rowsOf(tables, 'positions').flatMap((row) => readPosition(row, rows, find) ?? [])
	return ok({
		generation,
		persons,
		clubs: [...clubsByNumber.values()],
		positions,
		season: readOldSeason(tables, fileName),
		smtp: readOldSmtp(tables),
		customFields: readCustomFields(tables),
		findings: [...findingsByText.values()]
	})
}

const rowsOf = (tables: SqlTables, name: (typeof OLD_TABLES)[number]): readonly SqlRow[] => tables.get(name)?.rows ?? []

function readClubs(tables: SqlTables): Map<number, string> {
	const clubs = rowsOf(tables, 'mjc_clubs').map((row) => [numberIn(row, 'id') ?? 0, lineIn(row, 'name')] as const)
	return new Map(clubs.filter(([, name]) => name !== '').map(([number, name]) => [number, name.slice(0, 200)]))
}

const KINDS: Readonly<Record<string, PositionKind>> = {
	Staff: 'staff',
	Gestion: 'management',
	Trésorier: 'treasurer',
	Président: 'president'
}

function readPosition(
	row: SqlRow,
	people: ReadonlySet<number>,
	find: (finding: Finding) => void
): OldPosition | undefined {
	const name = lineIn(row, 'name').slice(0, 200)
	if (name === '') return undefined
	const assigned = numberIn(row, 'assigned_to')
	const holder = assigned !== undefined && people.has(assigned) ? assigned : undefined
	if (assigned !== undefined && holder === undefined) find({ code: 'old-holder-gone', position: name })
	const kind = KINDS[lineIn(row, 'type').normalize('NFC')] ?? 'other'
	return { name, kind, description: textIn(row, 'description').slice(0, 2000), holder }
}

const FIELD_KINDS: Readonly<Record<string, CustomFieldDraft['kind']>> = {
	Texte: 'text',
	Numérique: 'number',
	Date: 'day',
	Choix: 'choice',
	Booléen: 'yes-no'
}

/** The fields that the club had thought of; the old program never kept a value of one. */
function readCustomFields(tables: SqlTables): CustomFieldDraft[] {
	const drafts = rowsOf(tables, 'custom_fields').flatMap((row) => {
		const options = textIn(row, 'options').split(',').join('\n')
		const kind = FIELD_KINDS[lineIn(row, 'type').normalize('NFC')] ?? 'text'
		const name = lineIn(row, 'name').slice(0, MAX_NAME_LENGTH)
		const parsed = v.safeParse(CustomFieldDraft, { name, kind, options: kind === 'choice' ? options : '' })
		return parsed.success ? [parsed.output] : []
	})
	return [...new Map(drafts.map((draft) => [listedNameKey(draft.name), draft])).values()]
}

/** What is not taken over, as far as there is any. */
function listLeft(tables: SqlTables): Finding[] {
	const counts = [
		{ code: 'old-left-mailings', count: rowsOf(tables, 'mailing_logs').length },
		{ code: 'old-left-journal', count: rowsOf(tables, 'audit').length },
		{ code: 'old-left-dues', count: rowsOf(tables, 'cotisations').length }
	] as const
	return counts.filter(({ count }) => count > 0)
}
