import { UNSUBSCRIBE_FIELD } from '#shared/wire/unsubscribe.ts'
import { m } from '#web/paraglide/messages.js'
import { fallbackText, fieldText } from './merge-fields.ts'

/** What is wrong with a merge field that nobody has; `say` is for any but the link to leave by, which has its own reason. */
export const unknownFieldText = (name: string, say = m.preview_unknown): string =>
	name === UNSUBSCRIBE_FIELD
		? m.leaving_no_link({ field: fieldText(name) })
		: say({ field: fieldText(name), example: fallbackText(name) })
