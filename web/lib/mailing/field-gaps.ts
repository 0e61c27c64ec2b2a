import { EMPTY_MEMBER, listName, type Member, type MemberId } from '#shared/member.ts'
import type { ContentTemplate } from '#shared/message/content.ts'
import { listFieldNames } from '#shared/message/template.ts'
import { UNSUBSCRIBE_FIELD } from '#shared/wire/unsubscribe.ts'
import { mergeValuesOf, NO_MERGE_FACTS, type MergeFacts } from '#web/merge-values.ts'

/** What the merge fields of a content lack where it gives no fallback; each list in order of appearance. */
export type FieldGaps = {
	/** Fields that no member has: the relay refuses the mailing. */
	unknown: string[]
	/** Fields that stay empty for somebody, with the names of those concerned, "Nom Prénom". */
	empty: { field: string; names: string[] }[]
}

const ANYBODY: Member = { ...EMPTY_MEMBER, id: '' as MemberId, createdAt: 0, updatedAt: 0 }

/** Names of the merge fields that every member has, filled in or not. */
export const MERGE_FIELDS: readonly string[] = Object.keys(mergeValuesOf(ANYBODY, NO_MERGE_FACTS))

/** Finds the merge fields that nobody has, and who would read an empty place. */
export function findFieldGaps(
	{ subject, text }: ContentTemplate,
	members: readonly Member[],
	facts: MergeFacts = NO_MERGE_FACTS
): FieldGaps {
	const known = [...MERGE_FIELDS, ...facts.customFields.map(({ mergeName }) => mergeName)]
	const open = [...subject, ...text].filter((part) => typeof part !== 'string' && part.fallback === undefined)
	const needed = listFieldNames(open)
	const readers = members.map((member) => ({
		name: listName(member),
		values: mergeValuesOf(member, facts)
	}))
	const lacking = (field: string) => readers.filter(({ values }) => (values[field] ?? '').trim() === '')
	return {
		unknown: needed.filter((field) => !known.includes(field)),
		empty: needed
			.filter((field) => known.includes(field))
			.map((field) => ({ field, names: lacking(field).map(({ name }) => name) }))
			.filter(({ names }) => names.length > 0)
	}
}

/** The same, of a mailing that offers its readers a link to leave, or does not: the relay makes that field for each. */
export const gapsBesidesLink = (gaps: FieldGaps, linkOffered: boolean): FieldGaps =>
	linkOffered ? { ...gaps, unknown: gaps.unknown.filter((field) => field !== UNSUBSCRIBE_FIELD) } : gaps
