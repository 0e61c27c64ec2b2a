import * as v from 'valibot'
import type { Day } from './day.ts'
import type { MemberId } from './member.ts'

/** Random UUID made on the device. */
export const PositionId = v.pipe(v.string(), v.brand('PositionId'))
export type PositionId = v.InferOutput<typeof PositionId>

/** Kinds of position, those of the old program; each equals the end of its key in the catalogue. */
export const POSITION_KINDS = ['staff', 'management', 'treasurer', 'president', 'other'] as const
export const PositionKind = v.picklist(POSITION_KINDS)
export type PositionKind = v.InferOutput<typeof PositionKind>

/** What a person types about a position ("Trésorière", "Accueil du mercredi"). */
export const PositionDraft = v.object({
	name: v.pipe(v.string(), v.trim(), v.minLength(1, 'position-name-missing'), v.maxLength(200, 'too-long')),
	kind: PositionKind,
	description: v.pipe(v.string(), v.trim(), v.maxLength(2000, 'too-long'))
})
export type PositionDraft = v.InferOutput<typeof PositionDraft>

/** A position in the club, held by nobody or by several people in turn; times in ms since the epoch. */
export type Position = PositionDraft & { id: PositionId; createdAt: number; updatedAt: number }

/** One member's time in one position. Kept when it has ended: it is the history of who held what. */
export type PositionTerm = {
	id: string
	positionId: PositionId
	memberId: MemberId
	/** First day; empty when unknown. */
	from: Day | ''
	/** Last day, inclusive; empty while it lasts. */
	to: Day | ''
}

/** Tells whether somebody holds the position on `day`. */
export const isTermOn = ({ from, to }: PositionTerm, day: Day): boolean => from <= day && (to === '' || day <= to)
