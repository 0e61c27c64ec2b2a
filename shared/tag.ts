import * as v from 'valibot'
import { ListedName } from './named.ts'

/** Random UUID made on the device. */
export const TagId = v.pipe(v.string(), v.brand('TagId'))
export type TagId = v.InferOutput<typeof TagId>

/** The hues that a tag may have; how each looks in a theme is the theme's business. */
export const TAG_COLOURS = ['grey', 'red', 'amber', 'green', 'teal', 'blue', 'violet', 'pink'] as const
export type TagColour = (typeof TAG_COLOURS)[number]

/** What a person types about a tag ("Bénévole", "À relancer"). */
export const TagDraft = v.object({ name: ListedName, colour: v.picklist(TAG_COLOURS) })
export type TagDraft = v.InferOutput<typeof TagDraft>

/** A tag that members may bear; times in ms since the epoch. */
export type Tag = TagDraft & { id: TagId; createdAt: number; updatedAt: number }
