import { listName, mergeFieldsOf, type Member } from '#shared/member.ts'
import { listMissingInContent, type ContentTemplate } from '#shared/message/content.ts'
import { listFieldNames } from '#shared/message/template.ts'

/** A merge field without fallback that leaves a hole in somebody's message. */
export type FieldGap = {
	field: string
	/** No member has such a field: the relay refuses the mailing. Otherwise the listed ones have nothing in it. */
	unknown: boolean
	/** Names of those concerned, "Nom Prénom". */
	names: string[]
}

/** The fields that a recipient lacks, or has nothing in, where the content gives no fallback; in order of appearance. */
export function listFieldGaps(template: ContentTemplate, members: readonly Member[]): FieldGap[] {
	const gaps = new Map<string, FieldGap>()
	for (const member of members) {
		const values = mergeFieldsOf(member)
		const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
		for (const field of listMissingInContent(template, filled)) {
			const gap = gaps.get(field) ?? { field, unknown: !Object.hasOwn(values, field), names: [] }
			gap.names.push(listName(member))
			gaps.set(field, gap)
		}
	}
	const order = listFieldNames([...template.subject, ...template.text])
	return [...gaps.values()].sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
}
