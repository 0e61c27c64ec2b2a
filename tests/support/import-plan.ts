import { NO_ANSWERS } from '#shared/consent.ts'
import type { CustomField } from '#shared/custom-field.ts'
import { guessDelimiter, readRows, type CsvRow } from '#shared/csv-rows.ts'
import type { Day } from '#shared/day.ts'
import type { MemberDraft, MemberId } from '#shared/member.ts'
import { guessColumns } from '#shared/member-import/columns.ts'
import type { KnownMember } from '#shared/member-import/difference.ts'
import { planImport, type ImportChoices, type ImportPlan } from '#shared/member-import/plan.ts'
import { memberDraft } from './member-drafts.ts'

export const TODAY = '2026-11-23' as Day

/** A member of the register as an import sees him. */
export const knownMember = (id: string, fields: Partial<MemberDraft> = {}, clubName = ''): KnownMember => ({
	member: { ...memberDraft(fields), id: id as MemberId, createdAt: 1, updatedAt: 1 },
	answers: NO_ANSWERS,
	clubName
})

type Setting = {
	known?: readonly KnownMember[]
	clubNames?: readonly string[]
	fields?: readonly CustomField[]
	choices?: Partial<ImportChoices>
}

/** What an import of this text would do, with the columns guessed. */
export const planText = (text: string, setting?: Setting): ImportPlan =>
	planRows([...readRows(text, guessDelimiter(text))], setting)

/** The same of rows. */
export function planRows(
	rows: CsvRow[],
	{ known = [], clubNames = [], fields = [], choices = {} }: Setting = {}
): ImportPlan {
	const columns = guessColumns(
		rows.map(({ cells }) => cells),
		{ today: TODAY, fields }
	)
	const planning = planImport({
		rows,
		known,
		clubNames,
		fields,
		today: TODAY,
		choices: {
			columns,
			restoreZeros: true,
			blanksErase: false,
			byNameAlone: true,
			corrections: new Map(),
			decisions: new Map(),
			...choices
		}
	})
	for (;;) {
		const step = planning.next()
		if (step.done) return step.value
	}
}
