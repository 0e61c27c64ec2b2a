import type { Group } from '#shared/group.ts'

/** Groups as a choice offers them. */
export const groupOptions = (groups: readonly Group[]) => groups.map(({ id, name }) => ({ id, label: name }))

/** When, where and with whom a group meets, as far as it is known. */
export const groupNotes = ({ schedule, place, leader }: Group): string[] =>
	[schedule, place, leader].filter((note) => note !== '')
