import type { CustomField, CustomFieldId, CustomKind } from './custom-field.ts'
import type { Member } from './member.ts'
import { foldText } from './search.ts'

/** What is asked of one of the club's own fields; the kind tells how what is asked is read: see `customTest`. */
export type CustomFilterKey = `field:${CustomKind}:${CustomFieldId}`

/** The key under which a filter asks something of a field of the club's own. */
export const customFilterKey = ({ kind, id }: Pick<CustomField, 'kind' | 'id'>): CustomFilterKey =>
	`field:${kind}:${id}`

/** Whether a field of a filter is one of the club's own; the id of that field is its third part. */
export const isCustomKey = (field: string): field is CustomFilterKey => field.startsWith('field:')

/** The id of the field of the club's own that a key is about. */
export const customIdOf = (key: CustomFilterKey): CustomFieldId => key.split(':')[2] as CustomFieldId

/** The two ends of what is asked of a number or a day, `from..to`, either of which may be empty. */
export function parseSpan(wanted: string): { from: string; to: string } {
	const [from = '', to = ''] = wanted.split('..')
	return { from, to }
}

/** A text asks for a part of it, a choice and a yes or no for the very value (`none` for none), the others for a span. */
export function customTest(key: CustomFilterKey, wanted: string): (member: Member) => boolean {
	const [, kind, id] = key.split(':')
	const valueOf = ({ custom }: Member) => custom?.[id as CustomFieldId] ?? ''
	if (kind === 'text') {
		const folded = foldText(wanted)
		return (member) => foldText(valueOf(member)).includes(folded)
	}
	if (kind === 'choice' || kind === 'yes-no') return (member) => (valueOf(member) || 'none') === wanted
	const { from, to } = parseSpan(wanted)
	const isBefore = kind === 'number' ? (a: string, b: string) => Number(a) < Number(b) : (a: string, b: string) => a < b
	return (member) => {
		const value = valueOf(member)
		return value !== '' && !(from !== '' && isBefore(value, from)) && !(to !== '' && isBefore(to, value))
	}
}
