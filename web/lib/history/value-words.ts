import type { Answer } from '#shared/consent.ts'
import type { CustomField } from '#shared/custom-field.ts'
import { customIdIn } from '#shared/member-import/custom-cell.ts'
import { customText } from '#web/custom-words.ts'
import { answerWords, purposeTitle } from '#web/members/consent-words.ts'
import { m } from '#web/paraglide/messages.js'
import { memberFieldName, memberValueWord } from './change-words.ts'
import { purposeOf } from './put-back.ts'

type Known = { names: ReadonlyMap<string, string>; custom: readonly CustomField[] }

/** How a field of a member's history is called, and its values said; `undefined` for what nobody could put back. */
export function valueWords(
	field: string,
	{ names, custom }: Known
): { name: string; say: (value: unknown) => string } | undefined {
	const purpose = purposeOf(field)
	if (purpose) return { name: purposeTitle(purpose), say: (value) => answerWords(value as Answer | null) }
	const id = customIdIn(field)
	if (id !== undefined) {
		const own = custom.find((one) => one.id === id)
		return own && { name: own.name, say: (value) => customText(own.kind, typeof value === 'string' ? value : '') }
	}
	if (field === 'photoId') return { name: m.photo_label(), say: (value) => (value ? m.history_photo() : '') }
	const name = memberFieldName(field)
	return name === undefined ? undefined : { name, say: (value) => memberValueWord(field, present(value, names), names) }
}

/** Of a list of ids, those that still stand for something. */
const present = (value: unknown, names: Known['names']): unknown =>
	Array.isArray(value) ? value.filter((id) => names.has(String(id))) : value
