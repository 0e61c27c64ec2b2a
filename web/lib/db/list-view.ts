import * as v from 'valibot'
import { parseColumnChoice, type ColumnChoice } from '#shared/column-choice.ts'
import type { Result } from '#shared/result.ts'
import type { StorageFault } from './database.ts'
import { findSetting, saveSetting } from './settings.ts'

const COLUMNS = 'list_columns'
const SORT = 'list_sort'
const Sort = v.pipe(v.string(), v.parseJson(), v.object({ by: v.string(), descending: v.boolean() }))

/** The column that the list of members is ordered by, and which way. */
export type ListSort = { by: string; descending: boolean }

/** The columns last chosen for the list of members; `undefined` when none ever were. */
export async function findListColumns(): Promise<ColumnChoice | undefined> {
	return parseColumnChoice(await findSetting(COLUMNS))
}

/** Keeps the columns of the list of members. */
export function saveListColumns(choice: ColumnChoice): Promise<Result<unknown, StorageFault>> {
	return saveSetting(COLUMNS, JSON.stringify(choice))
}

/** The order last chosen for the list of members; `undefined` when none ever was. */
export async function findListSort(): Promise<ListSort | undefined> {
	const parsed = v.safeParse(Sort, await findSetting(SORT))
	return parsed.success ? parsed.output : undefined
}

/** Keeps the order of the list of members. */
export function saveListSort(sort: ListSort): Promise<Result<unknown, StorageFault>> {
	return saveSetting(SORT, JSON.stringify(sort))
}
