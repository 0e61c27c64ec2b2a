import { formatDay } from '#shared/day.ts'
import type { MatchedTexts } from '#shared/old-program/match.ts'
import type { OldChange, PersonPlan } from '#shared/old-program/person-plan.ts'
import { m } from '#web/paraglide/messages.js'

const FIELD_WORDS: Record<OldChange['field'], () => string> = {
	lastName: m.members_field_last_name,
	firstName: m.members_field_first_name,
	birthDate: m.members_field_birth_date,
	email: m.members_field_email,
	phone: m.members_field_phone,
	address: m.members_field_address,
	postalCode: m.members_field_postal_code,
	city: m.members_field_city,
	mjcClub: m.import_target_club,
	notes: m.members_field_notes,
	consents: m.old_person_consents
}

/** All that is known of somebody besides the name, in a line. */
export function detailsOf({ birthDate, email, phone, address, postalCode, city }: MatchedTexts): string {
	const place = [postalCode, city].filter(Boolean).join(' ')
	return [formatDay(birthDate), email, phone, address, place].filter(Boolean).join(' · ') || m.old_no_detail()
}

/** What a plan does to somebody's record and seasons, in a line. */
export function summarizePerson({ isNew, changes, seasons, paymentCount }: PersonPlan): string {
	const fields = new Set(isNew ? [] : changes.map(({ field }) => FIELD_WORDS[field]()))
	const payments = paymentCount > 0 ? [m.old_person_payments({ count: paymentCount })] : []
	return [...fields, ...seasons.map((season) => m.old_person_season({ season })), ...payments].join(' · ')
}

/** What of somebody's record stays, though the file says otherwise. */
export const listKept = ({ kept }: PersonPlan): string[] =>
	kept.map(({ field, from, to }) => {
		const text = (value: string) => (field === 'birthDate' ? formatDay(value as never) : value)
		return m.old_kept({ field: FIELD_WORDS[field](), from: text(from), to: text(to) })
	})
