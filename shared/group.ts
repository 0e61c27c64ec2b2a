import * as v from 'valibot'
import { ListedName } from './named.ts'

/** Random UUID made on the device. */
export const GroupId = v.pipe(v.string(), v.brand('GroupId'))
export type GroupId = v.InferOutput<typeof GroupId>

/** What a person types about a group: a course, a team, a choir. */
export const GroupDraft = v.object({
	name: ListedName,
	/** When it meets, as one says it: "mercredi 18 h". */
	schedule: v.pipe(v.string(), v.trim(), v.maxLength(200, 'too-long')),
	place: v.pipe(v.string(), v.trim(), v.maxLength(200, 'too-long')),
	/** Who leads it, member or not. */
	leader: v.pipe(v.string(), v.trim(), v.maxLength(200, 'too-long'))
})
export type GroupDraft = v.InferOutput<typeof GroupDraft>

/** A draft with nothing in it. */
export const EMPTY_GROUP: GroupDraft = { name: '', schedule: '', place: '', leader: '' }

/** A group that members may be in; times in ms since the epoch. */
export type Group = GroupDraft & { id: GroupId; createdAt: number; updatedAt: number }
