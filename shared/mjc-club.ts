import * as v from 'valibot'
import { foldText } from './search.ts'

/** Random UUID made on the device. */
export const MjcClubId = v.pipe(v.string(), v.brand('MjcClubId'))
export type MjcClubId = v.InferOutput<typeof MjcClubId>

/** What a person types about a club of the MJC. */
export const MjcClubDraft = v.object({
	name: v.pipe(v.string(), v.trim(), v.minLength(1, 'club-name-missing'), v.maxLength(200, 'too-long'))
})
export type MjcClubDraft = v.InferOutput<typeof MjcClubDraft>

/** A club of an MJC, to which a member may belong or where he pays; times in ms since the epoch. */
export type MjcClub = MjcClubDraft & { id: MjcClubId; createdAt: number; updatedAt: number }

/** The name as two lists are compared: case, accents, and the number of spaces do not tell clubs apart. */
export const clubNameKey = (name: string): string => foldText(name).trim().replace(/\s+/g, ' ')
