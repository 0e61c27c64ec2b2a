import { LIMITS } from '#shared/wire/limits.ts'
import { formatFileSize } from '#web/file-size.ts'
import { m } from '#web/paraglide/messages.js'
import { storageText } from '#web/storage-words.ts'
import { joinNames } from '../names.ts'
import type { takeFiles } from './take-files.ts'

type Fault = Extract<Awaited<ReturnType<typeof takeFiles>>, { ok: false }>['error']

/** What is wrong with files that could not be taken, what is safe, and what to do. */
export function fileFaultText(fault: Fault): string {
	if (!('names' in fault)) return storageText(fault.code)
	return m[fault.code]({ names: joinNames(fault.names), limit: formatFileSize(LIMITS.messageBytes) })
}
