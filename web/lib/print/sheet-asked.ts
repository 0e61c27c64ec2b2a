import { readPrintChoices, savePrintChoices } from '#web/db/print-choices.ts'

/** The title that the next sheet is asked to bear. */
let asked = ''

/** Makes an attendance sheet of that title what the screen for printing shows first. */
export async function chooseSheet(title: string): Promise<void> {
	await savePrintChoices({ ...(await readPrintChoices()), kind: 'attendance' })
	asked = title
}

/** The title that was asked for; the next call has it no more. */
export function takeSheetTitle(): string {
	const title = asked
	asked = ''
	return title
}
