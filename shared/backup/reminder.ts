const DAY_MS = 24 * 60 * 60_000
const MAX_AGE_MS = 7 * DAY_MS
const MAX_CHANGES = 50

/** How long a reminder that was put off keeps quiet. */
export const REMIND_AGAIN_AFTER_MS = 3 * DAY_MS

/** What a reminder goes by; times in ms since the epoch. */
export type BackupAge = { last?: { at: number }; changes: number; firstChangeAt?: number; postponedUntil: number }

/**
 * Tells whether it is time for a backup: something has changed, and that was 7 days ago, or 50 things have. Without any
 * backup, the first change counts.
 */
export function isBackupDue({ last, changes, firstChangeAt, postponedUntil }: BackupAge, now: number): boolean {
	if (changes === 0 || now < postponedUntil) return false
	return changes >= MAX_CHANGES || now - (last?.at ?? firstChangeAt ?? now) >= MAX_AGE_MS
}
