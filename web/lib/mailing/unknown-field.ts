import { UNSUBSCRIBE_FIELD } from '#shared/wire/unsubscribe.ts'
import { m } from '#web/paraglide/messages.js'
import { fallbackText, fieldText } from './merge-fields.ts'

/** What is wrong with a merge field that nobody has, where a text is looked at; the link to leave by has its own reason. */
export const unknownFieldText = (name: string): string =>
	noLinkText(name) ?? m.preview_unknown({ field: fieldText(name), example: fallbackText(name) })

/** The same where it is written. */
export const unknownFieldFault = (name: string): string =>
	noLinkText(name) ?? m.mailing_unknown_field({ field: name, example: fallbackText(name) })

const noLinkText = (name: string): string | undefined =>
	name === UNSUBSCRIBE_FIELD ? m.leaving_no_link({ field: fieldText(name) }) : undefined
