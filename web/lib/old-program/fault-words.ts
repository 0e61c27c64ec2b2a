import { m } from '#web/paraglide/messages.js'
import type { OldImportFault } from '#web/state/old-import.svelte.ts'
import { storageText } from '#web/storage-words.ts'

type OwnFault = Exclude<OldImportFault, Parameters<typeof storageText>[0]>

const WORDS: Record<OwnFault, () => string> = {
	'sqlite-none': m['sqlite-none'],
	'sqlite-cut': m['sqlite-cut'],
	'sqlite-damaged': m['sqlite-damaged'],
	'sqlite-unsupported': m['sqlite-unsupported'],
	'sqlite-too-large': m['sqlite-too-large'],
	'zip-damaged': m['zip-damaged'],
	'zip-unsupported': m['zip-unsupported'],
	'zip-too-large': m['zip-too-large'],
	'old-program-other': m['old-program-other'],
	'old-zip-empty': m['old-zip-empty'],
	'old-zip-many': m['old-zip-many'],
	'old-file-empty': m['old-file-empty'],
	'old-too-large': m['old-too-large'],
	'old-unread': m['old-unread'],
	'old-asks-again': m['old-asks-again']
}

/** Why a file of the old program was not read, or not brought in. */
export const oldFaultText = (fault: OldImportFault): string =>
	fault in WORDS ? WORDS[fault as OwnFault]() : storageText(fault as Exclude<OldImportFault, OwnFault>)
