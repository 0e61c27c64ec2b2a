import type { CustomField } from '#shared/custom-field.ts'
import { familyFieldsOf, NO_FAMILIES, type Families } from '#shared/family-fields.ts'
import type { Group } from '#shared/group.ts'
import { mergeFieldsOf, type Member } from '#shared/member.ts'
import type { FieldValues } from '#shared/message/template.ts'
import { duesFieldsOf, type SeasonDues } from '#shared/season-dues.ts'
import type { Tag } from '#shared/tag.ts'
import { customFields } from '#web/db/custom-fields.ts'
import { groups } from '#web/db/groups.ts'
import { readFamilies } from '#web/db/households.ts'
import { readSeasonDues } from '#web/db/season-dues.ts'
import { tags } from '#web/db/tags.ts'
import { customValuesOf } from './custom-words.ts'
import { statusWord } from './status-words.ts'

/** What merge fields need besides the members themselves. */
export type MergeFacts = {
	customFields: readonly CustomField[]
	families: Families
	tags: readonly Tag[]
	groups: readonly Group[]
	/** Absent as long as the club has no season. */
	dues?: SeasonDues | undefined
}

/** Only what stands on a member's row. */
export const NO_MERGE_FACTS: MergeFacts = { customFields: [], families: NO_FAMILIES, tags: [], groups: [] }

/** Reads what messages to these members need besides. */
export async function readMergeFacts(members: readonly Member[]): Promise<MergeFacts> {
	const [fields, families, tagRows, groupRows, dues] = await Promise.all([
		customFields.list(),
		readFamilies(members),
		tags.list(),
		groups.list(),
		readSeasonDues()
	])
	return { customFields: fields, families, tags: tagRows, groups: groupRows, dues }
}

/** Values of every merge field for a member. A field of the club's own that was there first keeps its name. */
export const mergeValuesOf = (member: Member, facts: MergeFacts): FieldValues =>
	mergeFieldsOf(member, {
		etiquettes: namesOf(member.tagIds, facts.tags),
		groupes: namesOf(member.groupIds, facts.groups),
		...duesFieldsOf(member.id, facts.dues, statusWord),
		...familyFieldsOf(member, facts.families),
		...customValuesOf(member, facts.customFields)
	})

const namesOf = (ids: readonly string[] = [], rows: readonly { id: string; name: string }[]): string =>
	ids.flatMap((id) => rows.find((row) => row.id === id)?.name ?? []).join(', ')
