import { LIMITS } from '#shared/wire/limits.ts'
import { formatFileSize } from '#web/file-size.ts'
import type { StorageFault } from '#web/db/database.ts'
import { m } from '#web/paraglide/messages.js'
import { storageText } from '#web/storage-words.ts'
import { joinNames } from '#web/mailing/names.ts'
import type { FileFault } from './take-files.ts'

const WORDS: Record<FileFault['code'], (words: { names: string; limit: string }) => string> = {
	'file-empty': m['file-empty'],
	'file-unreadable': m['file-unreadable'],
	'file-name-too-long': m['file-name-too-long'],
	'files-too-large': m['files-too-large'],
	'files-too-many': m['files-too-many'],
	'files-own-too-large': m['files-own-too-large']
}

/** What is wrong with files that could not be taken, what is safe, and what to do. */
export function fileFaultText(fault: FileFault | StorageFault): string {
	if (!('names' in fault)) return storageText(fault.code)
	return WORDS[fault.code]({ names: joinNames(fault.names), limit: formatFileSize(LIMITS.messageBytes) })
}
