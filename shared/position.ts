import * as v from 'valibot'
import { Day } from './day.ts'
import { MemberId } from './member.ts'

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

/** A draft with nothing in it. */
export const EMPTY_POSITION: PositionDraft = { name: '', kind: 'staff', description: '' }

/** A position in the club, held by nobody or by several people in turn; times in ms since the epoch. */
export type Position = PositionDraft & { id: PositionId; createdAt: number; updatedAt: number }

/** What a person types about one member's time in one position. */
export const PositionTermDraft = v.pipe(
	v.object({
		memberId: v.pipe(MemberId, v.minLength(1, 'holder-missing')),
		/** First day; empty when unknown. */
		from: v.union([v.literal(''), Day], 'day'),
		/** Day on which it ended: from then on the position is free for another. Empty while it lasts. */
		to: v.union([v.literal(''), Day], 'day')
	}),
	v.forward(
		v.check(({ from, to }) => to === '' || from <= to, 'term-order'),
		['to']
	)
)
export type PositionTermDraft = v.InferOutput<typeof PositionTermDraft>

/** One member's time in one position. Kept when it has ended: it is the history of who held what. */
export type PositionTerm = PositionTermDraft & { id: string; positionId: PositionId }

/** Tells whether somebody holds the position on `day`. On the day his term ends he does no more. */
export const isTermOn = ({ from, to }: PositionTermDraft, day: Day): boolean => from <= day && (to === '' || day < to)

/** Whether a term is over on `day`, lasts, or has not begun. */
export function termStateOn(term: PositionTermDraft, day: Day): 'past' | 'current' | 'coming' {
	if (isTermOn(term, day)) return 'current'
	return term.from > day ? 'coming' : 'past'
}

/** Whether two terms of one position have a day in common: two people, or one twice, would hold it together. */
export function areTogether(a: PositionTermDraft, b: PositionTermDraft): boolean {
	return (a.to === '' || b.from < a.to) && (b.to === '' || a.from < b.to)
}

/** Terms from the latest to the earliest: by first day, then by last, one that lasts being the latest. */
export function compareTerms(a: PositionTermDraft, b: PositionTermDraft): number {
	return compareTexts(b.from, a.from) || compareTexts(b.to || '~', a.to || '~')
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
