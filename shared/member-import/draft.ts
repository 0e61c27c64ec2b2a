import { EMPTY_MEMBER, type MemberDraft } from '#shared/member.ts'
import { notesAfter } from './difference.ts'
import { PLAIN_FIELDS } from './field.ts'
import type { ReadLine } from './line.ts'

/** A line as a member who is not there yet; without his club, which has no id before it is written. */
export function draftOf(read: ReadLine): MemberDraft {
	const values = Object.fromEntries(PLAIN_FIELDS.map((field) => [field, read.given[field]?.value ?? '']))
	return { ...EMPTY_MEMBER, ...values, notes: notesAfter(read, '') }
}
