import type { MemberFilter, MemberFilterField } from '#shared/member-filter.ts'
import { m } from '#web/paraglide/messages.js'

/** Names by id of the MJC clubs and of the positions. */
export type FilterNames = { clubs: ReadonlyMap<string, string>; positions: ReadonlyMap<string, string> }

const ANSWERS: Record<string, () => string> = {
	yes: m.members_answer_yes,
	no: m.members_answer_no,
	never: m.members_answer_never
}

const chip = (field: () => string, value: string): string => m.members_filter_chip({ field: field(), value })
const answer = (value: string): string => ANSWERS[value]?.() ?? value

const WORDS: Record<MemberFilterField, (value: string, names: FilterNames) => string> = {
	city: (value) => chip(m.members_field_city, value),
	postalCode: (value) => chip(m.members_field_postal_code, value),
	club: (value, { clubs }) =>
		value === 'none' ? m.members_filter_club_none() : chip(m.exports_column_mjc_club, clubs.get(value) ?? '?'),
	position: (value, { positions }) => {
		if (value === 'any') return m.members_filter_position_any()
		if (value === 'none') return m.members_filter_position_none()
		return chip(m.members_filter_position, positions.get(value) ?? '?')
	},
	data: (value) => chip(m.members_data_consent_short, answer(value)),
	image: (value) => chip(m.members_image_right_short, answer(value)),
	email: (value) => (value === 'with' ? m.members_filter_with_email() : m.members_filter_without_email()),
	ageFrom: (age) => m.members_filter_chip_age_from({ age }),
	ageTo: (age) => m.members_filter_chip_age_to({ age })
}

/** What one field of a filter asks, in few words. */
export const describeAsking = (filter: MemberFilter, field: MemberFilterField, names: FilterNames): string =>
	WORDS[field](filter[field].trim(), names)

/** What one may ask of an answer; the empty value asks nothing. */
export const listAnswers = (): { value: string; label: string }[] => [
	{ value: '', label: m.members_filter_any() },
	...Object.entries(ANSWERS).map(([value, label]) => ({ value, label: label() }))
]
