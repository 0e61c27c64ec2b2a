import type { LineProblem, LineRemark } from '#shared/member-import/line.ts'
import type { MatchDoubt } from '#shared/member-import/match.ts'
import { m } from '#web/paraglide/messages.js'
import type { ImportFault } from '#web/state/member-import.svelte.ts'
import { storageText } from '#web/storage-words.ts'

type FileFault = Exclude<ImportFault, Parameters<typeof storageText>[0]>

const FILE_FAULTS: Record<FileFault, () => string> = {
	'import-file-empty': m['import-file-empty'],
	'import-file-spreadsheet': m['import-file-spreadsheet'],
	'import-file-pdf': m['import-file-pdf'],
	'import-file-image': m['import-file-image'],
	'import-file-zip': m['import-file-zip'],
	'import-file-binary': m['import-file-binary'],
	'import-file-unread': m['import-file-unread'],
	'import-file-too-large': m['import-file-too-large'],
	'import-no-lines': m['import-no-lines'],
	'import-workbook-locked': m['import-workbook-locked'],
	'import-workbook-unread': m['import-workbook-unread'],
	'import-contacts-unread': m['import-contacts-unread']
}

const DOUBTS: Record<MatchDoubt, () => string> = {
	'import-several': m['import-several'],
	'import-number-other-name': m['import-number-other-name'],
	'import-email-other-name': m['import-email-other-name']
}

const PROBLEMS: Record<LineProblem | MatchDoubt, (inputs: { raw: string }) => string> = {
	...DOUBTS,
	'import-no-name': m['import-no-name'],
	'import-day-unread': m['import-day-unread'],
	'import-answer-unread': m['import-answer-unread'],
	'import-too-long': m['import-too-long'],
	'import-number-cut': m['import-number-cut'],
	'import-paper-unread': m['import-paper-unread'],
	'import-season-unread': m['import-season-unread'],
	'import-number-unread': m['import-number-unread'],
	'import-choice-unknown': m['import-choice-unknown']
}

const REMARKS: Record<LineRemark, (inputs: { raw: string; value: string }) => string> = {
	'import-century': m['import-century'],
	'import-excel-day': m['import-excel-day'],
	'import-phone-zero': m['import-phone-zero'],
	'import-phone-country': m['import-phone-country'],
	'import-postal-zero': m['import-postal-zero'],
	'import-default-day': m['import-default-day'],
	'import-club-number': m['import-club-number']
}

/** Why a file could not be read, or an import not be stored. */
export const faultText = (fault: ImportFault): string =>
	fault in FILE_FAULTS ? FILE_FAULTS[fault as FileFault]() : storageText(fault as Exclude<ImportFault, FileFault>)

/** What keeps a line from being imported. `raw` is the cell as it stands in the file. */
export const problemText = (code: LineProblem | MatchDoubt, raw: string): string => PROBLEMS[code]({ raw })

/** Why it is not certain whom a line is about. */
export const doubtText = (why: MatchDoubt): string => DOUBTS[why]()

/** What was taken for granted about a cell, and how it was read. */
export const remarkText = (code: LineRemark, cell: { raw: string; value: string }): string => REMARKS[code](cell)
