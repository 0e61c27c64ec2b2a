import type { StorageFault } from '#web/db/database.ts'
import type { KnownName } from '#web/db/named-rows.ts'
import { m } from '#web/paraglide/messages.js'
import { storageText } from '#web/storage-words.ts'

/** What is wrong with what was typed about something in one of the club's own lists. */
type DraftFault = 'listed-name-missing' | 'too-long' | 'options-missing'

/** Why it was not taken. */
export type NameFault = StorageFault | KnownName<string> | { code: DraftFault }

const DRAFT_WORDS: Record<DraftFault, () => string> = {
	'listed-name-missing': m['listed-name-missing'],
	'too-long': m['too-long'],
	'options-missing': m['options-missing']
}

/** What is wrong, and what to do. */
export function nameFaultText(fault: NameFault): string {
	if (fault.code === 'name-known') return m['name-known']({ name: fault.name })
	return fault.code in DRAFT_WORDS
		? DRAFT_WORDS[fault.code as DraftFault]()
		: storageText(fault.code as StorageFault['code'])
}

type Faulty = {
	errors: Readonly<Record<string, string | undefined>>
	fault: NameFault | { code: 'row-gone' } | undefined
}

/** What is wrong with one field of a form over such a thing; a name that is there already is the name's fault. */
export function fieldFaultText({ errors, fault }: Faulty, field: string): string | undefined {
	if (field === 'name' && fault?.code === 'name-known') return nameFaultText(fault)
	const code = errors[field]
	return code === undefined ? undefined : nameFaultText({ code: code as DraftFault })
}
