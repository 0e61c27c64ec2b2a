import { customMergeFields, formatCustomValue, type CustomField, type CustomKind } from '#shared/custom-field.ts'
import type { MemberLinks } from '#shared/member.ts'
import type { FieldValues } from '#shared/message/template.ts'
import { sportPaperWord } from './sport/sport-words.ts'
import { m } from '#web/paraglide/messages.js'

const yesNo = () => ({ yes: m.members_answer_yes(), no: m.members_answer_no() })

/** A value of one of the club's own fields, as one reads it. */
export const customText = (kind: CustomKind, value: string): string => formatCustomValue(kind, value, yesNo())

/** Values of the merge fields that the club's own fields are, for one member, and of those that need words: his sport paper. */
export const customValuesOf = (
	member: MemberLinks & { sportPaper?: string },
	fields: readonly CustomField[]
): FieldValues => ({
	...customMergeFields(fields, member, yesNo()),
	piece_sport: sportPaperWord(member.sportPaper ?? '')
})
