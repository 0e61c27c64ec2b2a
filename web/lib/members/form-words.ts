import type { MemberWarning } from '#shared/member.ts'
import { m } from '#web/paraglide/messages.js'
import type { MemberFieldError, MemberFormFault } from '#web/state/member-form.svelte.ts'
import { storageText } from '#web/storage-words.ts'

const ERRORS: Record<MemberFieldError, () => string> = {
	'name-missing': m['name-missing'],
	'too-long': m['too-long'],
	day: m.day
}

const WARNINGS: Record<MemberWarning, () => string> = {
	'address-several': m['address-several'],
	'address-no-at': m['address-no-at'],
	'address-local': m['address-local'],
	'address-domain': m['address-domain'],
	'address-too-long': m['address-too-long'],
	'birth-date-future': m['birth-date-future'],
	'birth-date-old': m['birth-date-old'],
	'postal-code-odd': m['postal-code-odd'],
	'phone-odd': m['phone-odd']
}

/** What is wrong with a field, and what to do. */
export const errorText = (error: MemberFieldError): string => ERRORS[error]()

/** What looks odd about a field without being refused. */
export const warningText = (warning: MemberWarning): string => WARNINGS[warning]()

/** Why a form could not be saved. */
export const faultText = (fault: MemberFormFault): string =>
	fault === 'member-gone' ? m['member-gone']() : storageText(fault)
