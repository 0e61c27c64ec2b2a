import type { GuardianPlace } from '#shared/guardian.ts'
import type { GuardianText } from '#shared/member-import/guardian-target.ts'
import { m } from '#web/paraglide/messages.js'

const TITLES: Record<GuardianText, (inputs: { place: GuardianPlace }) => string> = {
	name: m.families_column_guardian_name,
	relation: m.families_column_guardian_relation,
	email: m.families_column_guardian_email,
	phone: m.families_column_guardian_phone
}

/** How a column about a guardian is called: an export of ours is known again by it. */
export const guardianTitle = (place: GuardianPlace, text: GuardianText): string => TITLES[text]({ place })
