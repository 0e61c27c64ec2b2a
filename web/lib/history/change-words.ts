import type { Row } from '#shared/change.ts'
import { CONSENT_PURPOSES } from '#shared/consent.ts'
import { formatDay, isDay, type Day } from '#shared/day.ts'
import type { MemberField } from '#shared/member.ts'
import type { PositionKind } from '#shared/position.ts'
import type { ChangedRow, ChangedRows } from '#web/db/history.ts'
import { purposeDay, purposeShort, purposeTitle, sourceWord } from '#web/members/consent-words.ts'
import { kindWord as kindOfField } from '#web/custom-fields/field-words.ts'
import { rightWord } from '#web/family/family-words.ts'
import { customText } from '#web/custom-words.ts'
import { m } from '#web/paraglide/messages.js'
import { nameKind } from '#web/positions/words.ts'
import { sportPaperWord } from '#web/sport/sport-words.ts'
import { colourWord } from '#web/tags/tag-words.ts'
import { MONEY_FIELDS } from './money-fields.ts'

/** One field of one row, before and after, in words. */
export type FieldWords = { field: string; before: string; after: string }

/** How the values of a member's field are said where they are not words of the person. */
const MEMBER_SAYINGS: Partial<Record<MemberField, (value: string) => string>> = { sportPaper: sportPaperWord }

const MEMBER_FIELDS: Record<MemberField, () => string> = {
	lastName: m.members_field_last_name,
	firstName: m.members_field_first_name,
	birthDate: m.members_field_birth_date,
	email: m.members_field_email,
	phone: m.members_field_phone,
	address: m.members_field_address,
	postalCode: m.members_field_postal_code,
	city: m.members_field_city,
	mjcClubId: m.history_field_club,
	memberNumber: m.members_field_member_number,
	licenceNumber: m.members_field_licence_number,
	sportPaper: m.sport_paper,
	sportPaperOn: m.sport_paper_on,
	sportSeason: m.sport_paper_season,
	notes: m.members_field_notes
}

const kindWord = (kind: string): string => nameKind({ kind: kind as PositionKind })

function memberRules(): Record<string, FieldRule> {
	const entries = Object.entries(MEMBER_FIELDS).map(([field, name]): [string, FieldRule] => {
		const say = MEMBER_SAYINGS[field as MemberField]
		return [field, say ? { name, say } : { name }]
	})
	return Object.fromEntries(entries)
}

/** How a field is called, and how its values are said where they are not words of the person. */
export type FieldRule = {
	name: () => string
	say?: (value: string) => string
	/** Says a value that is no text and no list of texts. */
	words?: (value: unknown, names: ChangedRows['names']) => string
}

/** Fields that mean something to a person, by table; a consent's are called by what was asked. */
const FIELDS: Record<string, Record<string, FieldRule>> = {
	members: {
		...memberRules(),
		tagIds: { name: m.members_field_tags },
		groupIds: { name: m.groups_title },
		photoId: { name: m.photo_label, say: () => m.history_photo() },
		householdId: { name: m.families_household }
	},
	households: {
		name: { name: m.families_name },
		payerId: { name: m.families_payer },
		payerName: { name: m.families_payer_name },
		payerEmail: { name: m.families_payer_email },
		payerPhone: { name: m.families_payer_phone }
	},
	customFields: {
		name: { name: m.lists_name },
		kind: { name: m.fields_kind, say: kindOfField },
		options: { name: m.fields_options }
	},
	tags: {
		name: { name: m.lists_name },
		colour: { name: m.history_field_colour, say: colourWord }
	},
	groups: {
		name: { name: m.lists_name },
		schedule: { name: m.groups_field_schedule },
		place: { name: m.groups_field_place },
		leader: { name: m.groups_field_leader }
	},
	templates: {
		name: { name: m.lists_name },
		subject: { name: m.mailing_subject },
		body: { name: m.mailing_body }
	},
	positions: {
		name: { name: m.positions_field_name },
		kind: { name: m.positions_field_kind, say: kindWord },
		description: { name: m.positions_field_description }
	},
	positionTerms: {
		memberId: { name: m.positions_field_member },
		from: { name: m.positions_field_from },
		to: { name: m.positions_field_to }
	},
	mjcClubs: { name: { name: m.clubs_column_name } },
	...MONEY_FIELDS
}

/** How a member's field is called, `undefined` for what cannot be put back by itself: a household comes with who is in it. */
export const memberFieldName = (field: string): string | undefined =>
	field === 'householdId' ? undefined : FIELDS['members']?.[field]?.name()

/** A value of a member's field as one reads it. */
export const memberValueWord = (field: string, value: unknown, names: ChangedRows['names']): string =>
	valueWord(value, names, FIELDS['members']?.[field]?.say)

/** What a change did to each field that a person knows. A row that came or went shows all that it held. */
export function describeFields({ change, row }: ChangedRow, names: ChangedRows['names']): FieldWords[] {
	const own = change.table === 'members' ? describeCustom(change, names) : []
	const fields = OF_ROW[change.table]?.(row) ?? FIELDS[change.table] ?? {}
	const described = Object.entries(fields).flatMap(([field, { name, say, words }]) => {
		const sayValue = (value: unknown) =>
			words ? (value == null ? '' : words(value, names)) : valueWord(value, names, say)
		const [before = '', after = ''] = [change.before, change.after].map((side) => sayValue(side?.[field]))
		return before === after ? [] : [{ field: name(), before, after }]
	})
	return [...described, ...own]
}

/** The club's own fields in which a change differs, each by its name. */
function describeCustom({ before, after }: ChangedRow['change'], names: ChangedRows['names']): FieldWords[] {
	const [was, is] = [before, after].map((side) => (side?.['custom'] ?? {}) as Record<string, string>)
	return [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])].flatMap((id) => {
		const words = { before: sayCustom(was?.[id]), after: sayCustom(is?.[id]) }
		return words.before === words.after ? [] : [{ field: names.get(id) ?? '?', ...words }]
	})
}

/** Without its field, a value tells its kind by its looks. */
function sayCustom(value = ''): string {
	if (value === 'yes' || value === 'no') return customText('yes-no', value)
	return isDay(value) ? customText('day', value) : value
}

/** A value as one reads it: days as France writes them, ids by name, empty for nothing. */
export function valueWord(value: unknown, names: ChangedRows['names'], say = sayAsIs): string {
	if (typeof value === 'boolean') return value ? m.members_answer_yes() : m.members_answer_no()
	if (Array.isArray(value)) return value.map((one) => valueWord(one, names, say)).join(', ')
	if (typeof value !== 'string' || value === '') return ''
	return names.get(value) ?? say(value)
}

const sayAsIs = (value: string): string => (isDay(value) ? formatDay(value as Day) : value)

function consentFields(row: Row): Record<string, FieldRule> {
	const purpose = CONSENT_PURPOSES.find((known) => known === row['purpose'])
	if (!purpose) return {}
	const what = purposeShort(purpose)
	return {
		given: { name: () => purposeTitle(purpose) },
		on: { name: () => purposeDay(purpose) },
		until: { name: () => m.consents_until_of({ what }) },
		source: {
			name: () => m.consents_source_of({ what }),
			say: (source) => (source === 'form' ? '' : sourceWord(source))
		}
	}
}

const GUARDIAN_FIELDS: Record<string, () => string> = {
	name: m.families_field_name,
	relation: m.families_field_relation,
	email: m.families_field_email,
	phone: m.families_field_phone,
	rights: m.families_field_rights
}

/** Which of the two he is stands before what is said of him. */
function guardianFields({ place }: Row): Record<string, FieldRule> {
	const entries = Object.entries(GUARDIAN_FIELDS).map(([field, name]): [string, FieldRule] => [
		field,
		{
			name: () => m.families_of_guardian({ place: String(place), field: name() }),
			...(field === 'rights' && { say: rightWord })
		}
	])
	return Object.fromEntries(entries)
}

/** Tables whose fields are called by what a row is about. */
const OF_ROW: Record<string, (row: Row) => Record<string, FieldRule>> = {
	consents: consentFields,
	guardians: guardianFields
}
