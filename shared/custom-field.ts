import * as v from 'valibot'
import { formatDay, isDay, type Day } from './day.ts'
import { EMPTY_MEMBER, mergeFieldsOf, type MemberLinks } from './member.ts'
import type { FieldValues } from './message/template.ts'
import { ListedName } from './named.ts'
import { foldText } from './search.ts'

/** Random UUID made on the device. */
export const CustomFieldId = v.pipe(v.string(), v.brand('CustomFieldId'))
export type CustomFieldId = v.InferOutput<typeof CustomFieldId>

/** What a field of the club's own may hold; each equals the end of its key in the catalogue. */
export const CUSTOM_KINDS = ['text', 'number', 'day', 'choice', 'yes-no'] as const
export type CustomKind = (typeof CUSTOM_KINDS)[number]

/** What a person types about a field of the club's own ("Taille de T-shirt"). */
export const CustomFieldDraft = v.pipe(
	v.object({
		name: ListedName,
		kind: v.picklist(CUSTOM_KINDS),
		/** What may be chosen, one a line; empty but for a choice. */
		options: v.pipe(v.string(), v.maxLength(5000, 'too-long'))
	}),
	v.forward(
		v.check(({ kind, options }) => kind !== 'choice' || listOptions(options).length > 0, 'options-missing'),
		['options']
	)
)
export type CustomFieldDraft = v.InferOutput<typeof CustomFieldDraft>

/** A field that the club added to its members' records; times in ms since the epoch. */
export type CustomField = CustomFieldDraft & {
	id: CustomFieldId
	/** What a message calls it, `{{taille_de_t-shirt}}`: stays when the field is renamed. */
	mergeName: string
	createdAt: number
	updatedAt: number
}

/** What may be chosen, each once, as typed one a line. */
export function listOptions(options: string): string[] {
	return [...new Set(options.split('\n').map((option) => option.trim()))].filter(Boolean)
}

/** Longest name by which a message calls a field, in UTF-16 units: what a merge field may have. */
const MAX_MERGE_NAME = 50

/** What messages call a new field: its name in small letters without accents, unlike that of any other. */
export function mergeNameFor(name: string, taken: readonly Pick<CustomField, 'mergeName'>[]): string {
	const plain = foldText(name).replace(/[^\p{L}\p{Nd}]+/gu, '_')
	const base = plain.replace(/^_+|_+$/g, '').slice(0, MAX_MERGE_NAME) || 'champ'
	const names = new Set([...Object.keys(mergeFieldsOf(EMPTY_MEMBER)), ...taken.map(({ mergeName }) => mergeName)])
	let free = base
	for (let count = 2; names.has(free); count += 1) free = `${base}_${count}`
	return free
}

/** How a yes and a no are called, in the language in force. */
export type YesNoWords = { yes: string; no: string }

/** A value as one reads it: a day as France writes it, a number with a comma. */
export function formatCustomValue(kind: CustomKind, value: string, words: YesNoWords): string {
	if (kind === 'yes-no') return value === 'yes' ? words.yes : value === 'no' ? words.no : ''
	if (kind === 'day') return isDay(value) ? formatDay(value as Day) : value
	return kind === 'number' ? value.replace('.', ',') : value
}

/** Values of the merge fields that the club's own fields are, for one member. */
export function customMergeFields(
	fields: readonly CustomField[],
	{ custom }: MemberLinks,
	words: YesNoWords
): FieldValues {
	return Object.fromEntries(
		fields.map(({ id, kind, mergeName }) => [mergeName, formatCustomValue(kind, custom?.[id] ?? '', words)])
	)
}
