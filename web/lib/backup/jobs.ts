import type { OpenedBackup } from '#shared/backup/backup.ts'
import type { RowCounts } from '#shared/backup/content.ts'
import type { BackupFault } from '#shared/backup/fault.ts'
import type { BackupHeader } from '#shared/backup/header.ts'
import type { Result } from '#shared/result.ts'
import type { BackupMark } from '#web/db/backups.ts'
import type { StorageFault } from '#web/db/database.ts'
import type { RestoreFault } from '#web/db/restore.ts'

/**
 * `file-unreadable`: the browser cannot read it. `not-verified`: read back, it was not what was written. `unexpected`: the
 * worker broke off, for want of memory as a rule.
 */
type JobAccident = 'file-unreadable' | 'not-verified' | 'unexpected'

/** Why a backup was not written, not opened or not restored; each equals the end of its key in the catalogue. */
export type JobFault = BackupFault | StorageFault | RestoreFault | { code: JobAccident }

/** What the worker can be asked for: what goes in, and what comes out. */
export type Jobs = {
	/** Writes a backup of the database, opens it again, and hands it over only when all is there. */
	write: { in: { database: string; passphrase: string; app: string }; out: Result<WrittenBackup, JobFault> }
	/** Reads what a file says of itself. The worker keeps the file for `open`. */
	read: { in: { file: Blob }; out: Result<BackupHeader, JobFault> }
	/** Opens the file that was read. The worker keeps the rows for `restore`. */
	open: { in: { passphrase: string }; out: Result<OpenedCounts, JobFault> }
	/** Fills the database `into` with what was opened; the device's settings come from the database `from`. */
	restore: { in: { into: string; from: string }; out: Result<void, JobFault> }
}

export type JobName = keyof Jobs
export type JobRequest = { [K in JobName]: { name: K; input: Jobs[K]['in'] } }[JobName]

/** What the worker answers, in this order: how far it is (0 to 1), then the outcome, or what went wrong unforeseen. */
export type JobReply = { progress: number } | { outcome: unknown } | { thrown: unknown }

export type WrittenBackup = { file: Blob; mark: BackupMark; rows: RowCounts }
export type OpenedCounts = Pick<OpenedBackup, 'header'>
