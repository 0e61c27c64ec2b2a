import * as v from 'valibot'
import { foldText } from './search.ts'

/** Longest name of something in one of the club's own lists, in UTF-16 units. */
export const MAX_NAME_LENGTH = 80

/** The name of something in one of the club's own lists: a tag, a group, a field. */
export const ListedName = v.pipe(
	v.string(),
	v.trim(),
	v.minLength(1, 'listed-name-missing'),
	v.maxLength(MAX_NAME_LENGTH, 'too-long')
)

/** A name as two lists are compared: case, accents, and the number of spaces tell nothing apart. */
export const listedNameKey = (name: string): string => foldText(name).trim().replace(/\s+/g, ' ')
