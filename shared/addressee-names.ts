import { readersOf, type AudienceMessage } from './audience.ts'
import { spokenName } from './member.ts'
import type { FieldValues } from './message/template.ts'
import { foldText } from './search.ts'

/** Longest name that stands beside an address, in UTF-16 units; those of a long list give way to the first. */
const MAX_NAME_LENGTH = 500

/**
 * The name beside the address: the guardian's, the member's, or that of all whom the message is for ("Zoé, Tom et Inès
 * Lefèvre"). `language`: of the words that join names.
 */
export function addresseeName(
	message: Pick<AudienceMessage, 'member' | 'alsoFor' | 'guardian'>,
	language: string
): string {
	const { member, alsoFor, guardian } = message
	if (guardian?.name.trim()) return guardian.name.trim()
	if (alsoFor.length === 0) return spokenName(member)
	const readers = readersOf(message)
	const surnames = distinct(readers.map(({ lastName }) => lastName))
	const isFamily =
		surnames.length === 1 && readers.every(({ firstName, lastName }) => firstName !== '' && lastName !== '')
	const names = join(
		readers.map((reader) => (isFamily ? reader.firstName : spokenName(reader))),
		language
	)
	const name = isFamily ? `${names} ${surnames[0]}` : names
	return name.length > MAX_NAME_LENGTH ? spokenName(member) : name
}

/**
 * Values of the merge fields for several who read one message: all first names ("Zoé, Tom et Inès"), the surname they
 * share or each of them, and of every other field what any of them has, each once.
 */
export function joinedFields(values: readonly FieldValues[], language: string): FieldValues {
	const [first, ...others] = values
	if (!first || others.length === 0) return first ?? {}
	const ofAll = (field: string) => values.map((each) => each[field] ?? '').filter((value) => value.trim() !== '')
	const fields = [...new Set(values.flatMap((each) => Object.keys(each)))]
	return {
		...Object.fromEntries(fields.map((field) => [field, distinct(ofAll(field)).join(', ')])),
		prenom: join(ofAll('prenom'), language),
		nom: join(distinct(ofAll('nom')), language),
		// All of them are read at this one, however each wrote it.
		email: first['email'] ?? ''
	}
}

const join = (names: readonly string[], language: string): string =>
	new Intl.ListFormat(language, { type: 'conjunction' }).format(names)

/** Each once, whatever the case and the accents, as it is written first. */
function distinct(texts: readonly string[]): string[] {
	const seen = new Set<string>()
	return texts.filter((text) => {
		const folded = foldText(text).trim()
		const isNew = !seen.has(folded)
		seen.add(folded)
		return isNew
	})
}
