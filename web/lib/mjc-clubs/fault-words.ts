import { m } from '#web/paraglide/messages.js'
import type { ClubImportFault } from '#web/state/club-import.svelte.ts'
import { storageText } from '#web/storage-words.ts'

const FAULTS = {
	'club-list-empty': m['club-list-empty'],
	'club-list-nothing-new': m['club-list-nothing-new'],
	'club-file-too-big': m['club-file-too-big'],
	'club-file-unreadable': m['club-file-unreadable']
}

/** Why a list of clubs could not be taken in. */
export const importFaultText = (fault: ClubImportFault): string =>
	fault === 'storage-full' || fault === 'storage-unavailable' || fault === 'storage-outdated'
		? storageText(fault)
		: FAULTS[fault]()
