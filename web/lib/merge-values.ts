import type { CustomField } from '#shared/custom-field.ts'
import { familyFieldsOf, NO_FAMILIES, type Families } from '#shared/family-fields.ts'
import { mergeFieldsOf, type Member } from '#shared/member.ts'
import type { FieldValues } from '#shared/message/template.ts'
import { customFields } from '#web/db/custom-fields.ts'
import { readFamilies } from '#web/db/households.ts'
import { customValuesOf } from './custom-words.ts'

/** What merge fields need besides the members themselves. */
export type MergeFacts = { customFields: readonly CustomField[]; families: Families }

/** Only what stands on a member's row. */
export const NO_MERGE_FACTS: MergeFacts = { customFields: [], families: NO_FAMILIES }

/** Reads what messages to these members need besides. */
export async function readMergeFacts(members: readonly Member[]): Promise<MergeFacts> {
	const [fields, families] = await Promise.all([customFields.list(), readFamilies(members)])
	return { customFields: fields, families }
}

/** Values of every merge field for a member. A field of the club's own that was there first keeps its name. */
export const mergeValuesOf = (member: Member, { customFields: fields, families }: MergeFacts): FieldValues =>
	mergeFieldsOf(member, { ...familyFieldsOf(member, families), ...customValuesOf(member, fields) })
