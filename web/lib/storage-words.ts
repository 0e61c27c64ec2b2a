import type { StorageFault } from '#web/db/database.ts'
import { m } from '#web/paraglide/messages.js'

const WORDS: Record<StorageFault['code'], () => string> = {
	'storage-full': m['storage-full'],
	'storage-unavailable': m['storage-unavailable'],
	'storage-outdated': m['storage-outdated']
}

/** Why this device kept nothing, what is safe, and the next step. Apart from `failures.ts`, which few screens need. */
export const storageText = (code: StorageFault['code']): string => WORDS[code]()
