import type { ColumnPlan } from '#shared/member-import/columns.ts'
import { parseShapes, rememberShape, type FileShape } from '#shared/member-import/shape.ts'
import type { Result } from '#shared/result.ts'
import type { StorageFault } from './database.ts'
import { findSetting, saveSetting } from './settings.ts'

const SHAPES = 'import_shapes'

/** How files of members were read before, by their headings, the latest first. */
export async function listImportShapes(): Promise<FileShape[]> {
	return parseShapes(await findSetting(SHAPES))
}

/** Keeps how a file was read, for the next one with the same headings. */
export async function keepImportShape(
	headings: readonly string[],
	columns: ColumnPlan
): Promise<Result<unknown, StorageFault>> {
	return await saveSetting(SHAPES, JSON.stringify(rememberShape(await listImportShapes(), headings, columns)))
}
