import { arrangeColumns } from '#shared/column-choice.ts'
import type { Member } from '#shared/member.ts'
import { findColumnChoice } from '#web/db/column-choices.ts'
import { dayHere } from '#web/db/day-here.ts'
import { readRegister } from '#web/db/register.ts'
import type { MailingResults } from '#web/outbox/results.ts'
import { makeExportFile, saveExportFile, type ExportKind } from './export-file.ts'
import { exportTable, type ExportTable } from './export-table.ts'
import { LOG_COLUMNS } from './log-columns.ts'
import { listMemberColumns, listMemberLines } from './member-columns.ts'

/** Saves these members, in their order, with the columns that the screen Exports remembers. Resolves to the file's name. */
export async function saveMembersFile(members: readonly Member[]): Promise<string> {
	const register = await readRegister()
	return saveAsChosen(
		'members',
		exportTable(listMemberColumns(register, register.members), listMemberLines(members, register, dayHere()))
	)
}

/** Saves what became of each recipient of one mailing, likewise. */
export function saveResultsFile({ mailing, logs }: MailingResults): Promise<string> {
	const lines = logs.map((log) => ({ mailing, log }))
	return saveAsChosen('mailings', exportTable(LOG_COLUMNS, lines))
}

async function saveAsChosen(kind: ExportKind, table: ExportTable): Promise<string> {
	const choice = arrangeColumns(table.defaults, await findColumnChoice(kind))
	const some = choice.some(({ chosen }) => chosen)
	// Whoever unticked every column on the screen Exports still wants something of a file asked for elsewhere.
	const file = makeExportFile(kind, table, some ? choice : table.defaults)
	saveExportFile(file)
	return file.name
}
