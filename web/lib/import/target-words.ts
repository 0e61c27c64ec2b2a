import type { CustomField } from '#shared/custom-field.ts'
import { customIdIn, customTarget } from '#shared/member-import/custom-cell.ts'
import type { ColumnTarget, CustomTarget, ImportField } from '#shared/member-import/field.ts'
import { guardianTitle } from '#web/family/guardian-titles.ts'
import { purposeFileDay, purposeShort, purposeTitle } from '#web/members/consent-words.ts'
import { m } from '#web/paraglide/messages.js'

type FixedTarget = Exclude<ColumnTarget, CustomTarget>

/** How each place that a column can go to is called, in the order of the choice. */
const TARGET_WORDS: Record<FixedTarget, () => string> = {
	lastName: m.members_field_last_name,
	firstName: m.members_field_first_name,
	fullName: m.import_target_full_name,
	birthDate: m.members_field_birth_date,
	email: m.members_field_email,
	phone: m.members_field_phone,
	address: m.members_field_address,
	postalCode: m.members_field_postal_code,
	city: m.members_field_city,
	mjcClub: m.import_target_club,
	memberNumber: m.members_field_member_number,
	licenceNumber: m.members_field_licence_number,
	sportPaper: m.sport_paper,
	sportPaperOn: m.sport_paper_on,
	sportSeason: m.sport_paper_season,
	dataConsent: m.members_field_data_consent,
	dataConsentOn: m.import_target_data_on,
	dataConsentUntil: () => m.consents_until_of({ what: purposeShort('data') }),
	imageRight: m.members_field_image_right,
	imageRightOn: m.import_target_image_on,
	imageRightUntil: () => m.consents_until_of({ what: purposeShort('image') }),
	imageSite: () => purposeTitle('image-site'),
	imageSocial: () => purposeTitle('image-social'),
	imagePress: () => purposeTitle('image-press'),
	imageDisplay: () => purposeTitle('image-display'),
	newsletter: () => purposeTitle('newsletter'),
	newsletterOn: () => purposeFileDay('newsletter'),
	newsletterUntil: () => m.consents_until_of({ what: purposeShort('newsletter') }),
	'guardian1-name': () => guardianTitle(1, 'name'),
	'guardian1-relation': () => guardianTitle(1, 'relation'),
	'guardian1-email': () => guardianTitle(1, 'email'),
	'guardian1-phone': () => guardianTitle(1, 'phone'),
	'guardian2-name': () => guardianTitle(2, 'name'),
	'guardian2-relation': () => guardianTitle(2, 'relation'),
	'guardian2-email': () => guardianTitle(2, 'email'),
	'guardian2-phone': () => guardianTitle(2, 'phone'),
	notes: m.members_field_notes,
	'extra-note': m.import_target_note,
	skip: m.import_target_skip
}

type Fields = readonly CustomField[]

/** How a place is called; one of the club's own fields by its name. */
export function targetWord(target: ColumnTarget, fields: Fields = []): string {
	const id = customIdIn(target)
	if (id === undefined) return TARGET_WORDS[target as FixedTarget]()
	return fields.find((field) => field.id === id)?.name ?? '?'
}

/** All places that a column can go to, as a select offers them; the club's own fields come before what leaves it out. */
export function listTargetOptions(fields: Fields): { value: ColumnTarget; label: string }[] {
	const targets: ColumnTarget[] = [...listFieldOrder(fields), 'extra-note', 'skip']
	return targets.map((value) => ({ value, label: targetWord(value, fields) }))
}

/** The fields in the order in which a line is corrected. */
export function listFieldOrder(fields: Fields): ImportField[] {
	const fixed = Object.keys(TARGET_WORDS).filter((target) => target !== 'skip' && target !== 'extra-note')
	return [...(fixed as ImportField[]), ...fields.map(({ id }) => customTarget(id))]
}

/** What a template of a list does without: it is there for who has it already. */
const RARE = /Until$|^image[SPD]|^newsletter|^fullName$|^guardian/

/** The fields that a template of a list begins with. */
export const listTemplateFields = (fields: Fields): ImportField[] =>
	listFieldOrder(fields).filter((field) => !RARE.test(field))

/** A column as one points at it: its heading, else its letter as spreadsheets have it. */
export function columnName(headings: readonly string[], column: number): string {
	const heading = headings[column]?.trim().replace(/\s+/g, ' ')
	return heading || m.import_column({ letter: columnLetter(column) })
}

function columnLetter(column: number): string {
	const last = String.fromCharCode(65 + (column % 26))
	return column < 26 ? last : columnLetter(Math.floor(column / 26) - 1) + last
}

/** "A, B et C". */
export function listInWords(names: readonly string[]): string {
	const last = names.at(-1) ?? ''
	return names.length < 2 ? last : m.import_and({ first: names.slice(0, -1).join(', '), last })
}
