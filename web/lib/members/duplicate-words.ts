import type { DuplicateReason } from '#shared/duplicates.ts'
import { m } from '#web/paraglide/messages.js'

/** Why two may be one, in few words. */
export const DUPLICATE_WORDS: Record<DuplicateReason, () => string> = {
	'birth-date': m.members_duplicate_birth_date,
	email: m.members_duplicate_email,
	phone: m.members_duplicate_phone,
	likeness: m.members_duplicate_likeness,
	name: m.members_duplicate_name
}
