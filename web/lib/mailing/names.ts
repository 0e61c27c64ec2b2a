import { m } from '#web/paraglide/messages.js'
import { getLocale } from '#web/language.ts'

const SHOWN = 3

/** A few names as one says them: "Zoé, Tom et 4 autres personnes". */
export function joinNames(names: readonly string[]): string {
	const hidden = names.length - SHOWN
	const shown = hidden > 0 ? [...names.slice(0, SHOWN), m.preview_others({ count: hidden })] : names
	return new Intl.ListFormat(getLocale(), { type: 'conjunction' }).format(shown)
}
