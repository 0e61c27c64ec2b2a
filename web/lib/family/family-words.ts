import type { GuardianRight } from '#shared/guardian.ts'
import { m } from '#web/paraglide/messages.js'

const RIGHTS: Record<GuardianRight, () => string> = {
	authority: m.families_right_authority,
	mail: m.families_right_mail,
	collect: m.families_right_collect,
	emergency: m.families_right_emergency
}

/** What a guardian may do, as one reads it. */
export const rightWord = (right: string): string => RIGHTS[right as GuardianRight]?.() ?? right

/** More are counted instead. */
const NAMED = 3

/** A few names in a line, and how many more there are. */
export function listNames(names: readonly string[]): string {
	const more = names.length - NAMED
	const shown = names.slice(0, NAMED).join(', ')
	return more > 0 ? `${shown} + ${more}` : shown
}
