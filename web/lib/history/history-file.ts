import { formatDay } from '#shared/day.ts'
import { formatCsv } from '#shared/csv.ts'
import { dayHere } from '#web/db/day-here.ts'
import { listChangedRows, listHistory, nameOfRow, type HistoryEntry, type HistoryFilter } from '#web/db/history.ts'
import { formatTime } from '#web/mailing/moments.ts'
import { m } from '#web/paraglide/messages.js'
import { saveFile } from '#web/ui/save-file.ts'
import { describeFields } from './change-words.ts'
import { describeChange } from './undo.ts'

/** Saves the wanted actions, field by field, as a file that a French spreadsheet opens. Resolves to the file's name. */
export async function saveHistoryFile(filter: HistoryFilter): Promise<string> {
	const lines = [titles()]
	for (const entry of await listHistory(filter, Infinity)) lines.push(...(await linesOf(entry)))
	const name = `${m.history_file()}-${dayHere()}.csv`
	saveFile(name, formatCsv(lines), 'text/csv;charset=utf-8')
	return name
}

const titles = (): string[] => [
	m.history_column_day(),
	m.history_column_time(),
	m.history_column_action(),
	m.history_column_subject(),
	m.history_column_field(),
	m.history_column_before(),
	m.history_column_after(),
	m.history_column_undone()
]

async function linesOf({ set, undone }: HistoryEntry): Promise<string[][]> {
	const { rows, names } = await listChangedRows(set.id, Infinity)
	const head = [formatDay(dayHere(set.at)), formatTime(set.at), describeChange(set)]
	const tail = undone ? m.members_answer_yes() : m.members_answer_no()
	return rows.flatMap((row) => {
		const fields = describeFields(row, names)
		return fields.map(({ field, before, after }) => [...head, nameOfRow(row, names), field, before, after, tail])
	})
}
