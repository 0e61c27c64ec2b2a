import { formatCsv } from '#shared/csv.ts'
import { m } from '#web/paraglide/messages.js'
import type { OldImportFile, OldOutcome } from '#web/state/old-import.svelte.ts'
import { findingPerson, findingText, sortFindings } from './finding-words.ts'
import { listKept } from './person-words.ts'

/** All that was found in files and in bringing them in, as a list for a spreadsheet. */
export function reportOf(files: readonly OldImportFile[], { plan }: OldOutcome): string {
	const findings = files.flatMap(({ name, club, typed }, index) =>
		sortFindings(plan.files[index]?.findings ?? []).map((finding) => [
			name,
			typed.name,
			findingPerson(finding, club),
			findingText(finding)
		])
	)
	const kept = plan.people.flatMap((person) => listKept(person).map((text) => ['', '', person.name, text]))
	const headings = [m.old_report_file_column(), m.old_col_season(), m.old_report_who(), m.old_report_what()]
	return formatCsv([headings, ...findings, ...kept])
}
