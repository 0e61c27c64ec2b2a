import { CONSENT_PURPOSES, type ConsentPurpose } from '#shared/consent.ts'
import type { BirthdaySpan } from '#shared/day.ts'
import type { CustomKind } from '#shared/custom-field.ts'
import { customIdOf, isCustomKey, parseSpan, type CustomFilterKey } from '#shared/custom-filter.ts'
import {
	endOf,
	isEndFilter,
	listWantedIds,
	type FixedFilterField,
	type MemberFilter,
	type MemberFilterField
} from '#shared/member-filter.ts'
import { PAYMENT_TYPES } from '#shared/membership.ts'
import { PAYMENT_MEANS } from '#shared/payment.ts'
import { PAYMENT_STATUSES } from '#shared/standing.ts'
import { customText } from '#web/custom-words.ts'
import { meansWord, paymentTypeWord } from '#web/money/money-words.ts'
import { statusWord } from '#web/status-words.ts'
import { sportStateWord } from '#web/sport/sport-words.ts'
import { m } from '#web/paraglide/messages.js'
import { purposeShort } from './consent-words.ts'

/** Names by id of the MJC clubs, of the positions, and of what the club's own lists hold. */
export type FilterNames = Record<'clubs' | 'positions' | 'lists', ReadonlyMap<string, string>> & {
	/** Name of a household. */
	householdOf: (id: string) => string
}

const ANSWERS: Record<string, () => string> = {
	yes: m.members_answer_yes,
	no: m.members_answer_no,
	never: m.members_answer_never,
	expired: m.consents_state_expired
}

const BIRTHDAYS: Record<BirthdaySpan, () => string> = {
	today: m.members_filter_birthday_today,
	week: m.members_filter_birthday_week,
	month: m.members_filter_birthday_month,
	'next-month': m.members_filter_birthday_next_month
}

/** When a birthday may be, as one chooses; the empty value asks nothing. */
export const listBirthdays = (): { value: string; label: string }[] => [
	{ value: '', label: m.members_filter_any() },
	...Object.entries(BIRTHDAYS).map(([value, label]) => ({ value, label: label() }))
]

type Naming = { names: ReadonlyMap<string, string>; none: () => string }

/** "A, B ou C" of the ids that a filter wants. */
function oneOf(wanted: string, { names, none }: Naming): string {
	const words = listWantedIds(wanted).map((id) => (id === 'none' ? none().toLowerCase() : (names.get(id) ?? '?')))
	const last = words.at(-1) ?? ''
	return words.length < 2 ? last : m.members_filter_or({ first: words.slice(0, -1).join(', '), last })
}

/** "A, B" of the ids that a filter wants. */
const allOf = (wanted: string, names: ReadonlyMap<string, string>): string =>
	listWantedIds(wanted)
		.map((id) => names.get(id) ?? '?')
		.join(', ')

const chip = (field: () => string, value: string): string => m.members_filter_chip({ field: field(), value })

/** The word of a value; what a kept filter asks that is none of ours, as it stands. */
const wordIn = (words: Record<string, () => string>, value: string): string =>
	Object.hasOwn(words, value) ? (words[value]?.() ?? value) : value

/** What is asked of an answer, in a word or a few. */
function sayAnswer(wanted: string): string {
	if (!isEndFilter(wanted)) return wordIn(ANSWERS, wanted)
	const day = endOf(wanted)
	return day === '' ? m.consents_filter_any_end() : m.consents_filter_before_words({ day: customText('day', day) })
}

function answerWords(): Record<ConsentPurpose, (value: string) => string> {
	const entries = CONSENT_PURPOSES.map(
		(purpose) => [purpose, (value: string) => chip(() => purposeShort(purpose), sayAnswer(value))] as const
	)
	return Object.fromEntries(entries) as ReturnType<typeof answerWords>
}

const wordsOf = <T extends string>(values: readonly T[], word: (value: T) => string): Record<string, () => string> =>
	Object.fromEntries(values.map((value) => [value, () => word(value)]))
const MEANS_WORDS = wordsOf(PAYMENT_MEANS, meansWord)
const TYPE_WORDS = wordsOf(PAYMENT_TYPES, paymentTypeWord)
const STATUS_WORDS = {
	owing: m.dues_filter_owing,
	over: m.dues_too_much,
	...wordsOf(PAYMENT_STATUSES, statusWord)
}

/** What a filter asks of how far somebody has paid. */
const standingWord = (value: string): string => wordIn(STATUS_WORDS, value)

const optionsOf = (words: Record<string, () => string>): { value: string; label: string }[] => [
	{ value: '', label: m.members_filter_any() },
	...Object.entries(words).map(([value, label]) => ({ value, label: label() }))
]

/** What one may ask of dues, as one chooses; the empty value asks nothing. */
export const listDuesChoices = () => ({
	paymentStatus: optionsOf(STATUS_WORDS),
	means: optionsOf(MEANS_WORDS),
	paymentType: optionsOf(TYPE_WORDS)
})

const WORDS: Record<FixedFilterField, (value: string, names: FilterNames) => string> = {
	city: (value) => chip(m.members_field_city, value),
	postalCode: (value) => chip(m.members_field_postal_code, value),
	club: (value, { clubs }) =>
		value === 'none' ? m.members_filter_club_none() : chip(m.exports_column_mjc_club, clubs.get(value) ?? '?'),
	position: (value, { positions }) => {
		if (value === 'any') return m.members_filter_position_any()
		if (value === 'none') return m.members_filter_position_none()
		return chip(m.members_filter_position, positions.get(value) ?? '?')
	},
	...answerWords(),
	email: (value) => {
		if (value === 'refused') return m.audience_filter()
		return value === 'with' ? m.members_filter_with_email() : m.members_filter_without_email()
	},
	ageFrom: (age) => m.members_filter_chip_age_from({ age }),
	ageTo: (age) => m.members_filter_chip_age_to({ age }),
	birthday: (value) => chip(m.members_filter_birthday, wordIn(BIRTHDAYS, value)),
	tags: (value, { lists }) =>
		chip(m.members_field_tags, oneOf(value, { names: lists, none: m.members_filter_tags_none })),
	groups: (value, { lists }) => chip(m.groups_title, oneOf(value, { names: lists, none: m.groups_filter_none })),
	household: (value, { householdOf }) => {
		if (value === 'with') return m.families_filter_with()
		return value === 'without' ? m.families_filter_without() : chip(m.families_filter_household, householdOf(value))
	},
	guardian: (value) => (value === 'with' ? m.families_filter_guardian_with() : m.families_filter_guardian_missing()),
	paymentStatus: (value) => chip(m.dues_filter, standingWord(value)),
	means: (value) => chip(m.payments_field_means, wordIn(MEANS_WORDS, value)),
	seasonIn: (value, { lists }) =>
		value === 'none' ? m.seasons_filter_never() : chip(m.seasons_filter_in, allOf(value, lists)),
	seasonOut: (value, { lists }) => chip(m.seasons_filter_out, allOf(value, lists)),
	paymentType: (value) => chip(m.memberships_field_payment_type, wordIn(TYPE_WORDS, value)),
	licence: (value) => (value === 'with' ? m.members_filter_licence_with() : m.members_filter_licence_without()),
	sport: (value) => chip(m.sport_filter, sportStateWord(value)),
	sportSeason: (value) => chip(m.sport_paper_season, value)
}

/** What one field of a filter asks, in few words. */
export function describeAsking(filter: MemberFilter, field: MemberFilterField, names: FilterNames): string {
	const wanted = (filter[field] ?? '').trim()
	return isCustomKey(field) ? describeCustom(field, wanted, names) : WORDS[field](wanted, names)
}

function describeCustom(key: CustomFilterKey, wanted: string, { lists }: FilterNames): string {
	const [, kind = 'text'] = key.split(':')
	const say = (value: string) => customText(kind as CustomKind, value)
	const name = () => lists.get(customIdOf(key)) ?? '?'
	if (wanted === 'none') return chip(name, m.fields_filter_none())
	if (kind !== 'number' && kind !== 'day') return chip(name, say(wanted))
	const { from, to } = parseSpan(wanted)
	if (to === '') return chip(name, m.fields_span_from({ from: say(from) }))
	if (from === '') return chip(name, m.fields_span_to({ to: say(to) }))
	return chip(name, m.fields_span({ from: say(from), to: say(to) }))
}

/** What one may ask of an answer; the empty value asks nothing. */
export const listAnswers = (): { value: string; label: string }[] => [
	{ value: '', label: m.members_filter_any() },
	...Object.entries(ANSWERS).map(([value, label]) => ({ value, label: label() })),
	{ value: 'before:', label: m.consents_filter_before() }
]
