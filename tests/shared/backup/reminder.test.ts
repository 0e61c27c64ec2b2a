import { describe, expect, test } from 'vitest'
import { isBackupDue, type BackupAge } from '#shared/backup/reminder.ts'

const DAY = 24 * 60 * 60_000
const NOW = 1000 * DAY
const age = (fields: Partial<BackupAge>): BackupAge => ({ changes: 1, postponedUntil: 0, ...fields })

describe('a reminder of the backup', () => {
	test('comes after 7 days or 50 changes, whichever is first', () => {
		const last = { at: NOW - 7 * DAY }
		expect(isBackupDue(age({ last }), NOW)).toBe(true)
		expect(isBackupDue(age({ last: { at: NOW - 7 * DAY + 1 } }), NOW)).toBe(false)
		expect(isBackupDue(age({ last: { at: NOW - 1 }, changes: 50 }), NOW)).toBe(true)
		expect(isBackupDue(age({ last: { at: NOW - 1 }, changes: 49 }), NOW)).toBe(false)
	})

	test('counts from the first change where there was never a backup', () => {
		expect(isBackupDue(age({ firstChangeAt: NOW - 7 * DAY }), NOW)).toBe(true)
		expect(isBackupDue(age({ firstChangeAt: NOW - 6 * DAY }), NOW)).toBe(false)
	})

	test('never comes where nothing has changed', () => {
		expect(isBackupDue(age({ changes: 0 }), NOW)).toBe(false)
		expect(isBackupDue(age({ changes: 0, last: { at: 0 } }), NOW)).toBe(false)
	})

	test('rests while it is put off', () => {
		expect(isBackupDue(age({ changes: 500, postponedUntil: NOW + 1 }), NOW)).toBe(false)
		expect(isBackupDue(age({ changes: 500, postponedUntil: NOW }), NOW)).toBe(true)
	})
})
