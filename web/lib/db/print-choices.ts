import { parsePrintChoices, type PrintChoices } from '#shared/print/choices.ts'
import type { Result } from '#shared/result.ts'
import type { StorageFault } from './database.ts'
import { findSetting, saveSetting } from './settings.ts'

const CHOICES = 'print_choices'

/** What was last chosen for printing; the plain choices when nothing ever was. */
export async function readPrintChoices(): Promise<PrintChoices> {
	return parsePrintChoices(await findSetting(CHOICES))
}

/** Keeps what was chosen for printing, for the next time. */
export function savePrintChoices(choices: PrintChoices): Promise<Result<unknown, StorageFault>> {
	return saveSetting(CHOICES, JSON.stringify(choices))
}
