import { parseColumnChoice, type ColumnChoice } from '#shared/column-choice.ts'
import type { Result } from '#shared/result.ts'
import type { StorageFault } from './database.ts'
import { findSetting, saveSetting } from './settings.ts'

const keyOf = (kind: string): string => `export_columns_${kind}`

/** The columns last chosen for this kind of export; `undefined` when none ever were. */
export async function findColumnChoice(kind: string): Promise<ColumnChoice | undefined> {
	return parseColumnChoice(await findSetting(keyOf(kind)))
}

/** Keeps the columns chosen for this kind of export, for the next time. */
export function saveColumnChoice(kind: string, choice: ColumnChoice): Promise<Result<unknown, StorageFault>> {
	return saveSetting(keyOf(kind), JSON.stringify(choice))
}
