import type { MemberId } from './member.ts'

/** What a guardian may do, or is asked for, about a minor. */
export const GUARDIAN_RIGHTS = ['authority', 'mail', 'collect', 'emergency'] as const
export type GuardianRight = (typeof GUARDIAN_RIGHTS)[number]

/** A guardian of a minor, member of the club or not; a row of its own, which belongs to the minor. */
export type Guardian = {
	id: string
	/** The minor. */
	memberId: MemberId
	/** 1 or 2: which of the two he is. */
	place: 1 | 2
	name: string
	/** Mother, father, or what else, as the person typed it. */
	relation: string
	email: string
	phone: string
	rights: readonly GuardianRight[]
}
