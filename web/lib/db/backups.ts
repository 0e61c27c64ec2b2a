import * as v from 'valibot'
import type { Result } from '#shared/result.ts'
import { database, type StorageFault } from './database.ts'
import type { Setting } from './schema.ts'
import { findSetting, saveSetting } from './settings.ts'

/** The last backup: when it was made, ms since the epoch, and how far the change log had come. */
export type BackupMark = { at: number; clock: string }

/** What the open club has changed since its last backup. */
export type BackupState = {
	last?: BackupMark
	/** How many things a person has changed since then, or ever. */
	changes: number
	/** When the first of them was made, ms since the epoch; absent when there is none. */
	firstChangeAt?: number
	/** A person wants to hear of it again after this time, ms since the epoch. */
	postponedUntil: number
}

const LAST = 'backup_last'
const POSTPONED = 'backup_postponed_until'
const Mark = v.pipe(v.string(), v.parseJson(), v.object({ at: v.number(), clock: v.string() }))

/** The setting that says when the last backup was made, and of what. */
export const formatBackupMark = (mark: BackupMark): Setting => ({
	key: LAST,
	value: JSON.stringify(mark),
	updatedAt: new Date().toISOString()
})

/** Where the backups of the open club stand. */
export async function readBackupState(): Promise<BackupState> {
	const mark = v.safeParse(Mark, await findSetting(LAST))
	const last = mark.success ? mark.output : undefined
	const since = await database()
		.changeSets.where('clock')
		.above(last?.clock ?? '')
		.toArray()
	return {
		last,
		changes: since.reduce((sum, { count }) => sum + count, 0),
		firstChangeAt: since.length > 0 ? since.reduce((first, { at }) => Math.min(first, at), Infinity) : undefined,
		postponedUntil: Number(await findSetting(POSTPONED)) || 0
	}
}

/** Notes that a backup of the open club was made. */
export function noteBackup(mark: BackupMark): Promise<Result<unknown, StorageFault>> {
	return saveSetting(LAST, formatBackupMark(mark).value)
}

/** Lets the reminder rest until then, ms since the epoch. */
export function postponeBackup(until: number): Promise<Result<unknown, StorageFault>> {
	return saveSetting(POSTPONED, String(until))
}
