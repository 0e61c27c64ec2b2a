import type { PassphraseStrength } from '#shared/backup/passphrase.ts'
import { m } from '#web/paraglide/messages.js'
import type { PassphraseGap } from './backup-desk.svelte.ts'
import type { JobFault } from './jobs.ts'

/** What happened, what is safe and what to do next, in one text. */
export const FAULT_WORDS: Record<JobFault['code'] | 'passphrase-missing', () => string> = {
	'empty-file': m.backup_fault_empty,
	'not-a-backup': m.backup_fault_other_file,
	damaged: m.backup_fault_damaged,
	'newer-format': m.backup_fault_newer,
	'newer-schema': m.backup_fault_newer,
	'wrong-passphrase': m.backup_fault_passphrase,
	'passphrase-missing': m.backup_fault_passphrase_missing,
	'file-unreadable': m.backup_fault_unreadable,
	'not-verified': m.backup_fault_not_verified,
	unexpected: m.backup_fault_unexpected,
	'storage-full': m.backup_fault_full,
	'storage-unavailable': m['storage-unavailable'],
	'storage-outdated': m['storage-outdated']
}

export const GAP_WORDS: Record<PassphraseGap, () => string> = {
	'not-noted': m.backup_gap_not_noted,
	missing: m.backup_gap_missing,
	'too-short': m.backup_gap_too_short,
	differs: m.backup_gap_differs
}

export const STRENGTH_WORDS: Record<PassphraseStrength, () => string> = {
	weak: m.backup_strength_weak,
	fair: m.backup_strength_fair,
	strong: m.backup_strength_strong
}
