import * as v from 'valibot'
import type { MemberId } from './member.ts'

/** Random UUID made on the device. */
export const HouseholdId = v.pipe(v.string(), v.brand('HouseholdId'))
export type HouseholdId = v.InferOutput<typeof HouseholdId>

/** People who live together, and who pays for them; times in ms since the epoch. Who is in it, the members say. */
export type Household = {
	id: HouseholdId
	name: string
	/** The member who pays; empty when each pays for himself, or somebody else does. */
	payerId: MemberId | ''
	/** Who pays without being a member: name and address, empty when nobody does. */
	payerName: string
	payerEmail: string
	payerPhone: string
	createdAt: number
	updatedAt: number
}
