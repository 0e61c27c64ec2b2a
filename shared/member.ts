import * as v from 'valibot'
import { findAddressFault, type AddressFault } from './address.ts'
import { Day } from './day.ts'
import type { CustomFieldId } from './custom-field.ts'
import type { GroupId } from './group.ts'
import type { HouseholdId } from './household.ts'
import type { FieldValues } from './message/template.ts'
import type { TagId } from './tag.ts'

/** Random UUID made on the device, so that two devices can be merged. */
export const MemberId = v.pipe(v.string(), v.brand('MemberId'))
export type MemberId = v.InferOutput<typeof MemberId>

const line = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max, 'too-long'))

/** Longest note, in UTF-16 units. */
export const MAX_NOTES_LENGTH = 20_000

/**
 * What a person types about a member; an empty text is "not known". Only a name is required, first or last:
 * an odd address or date is pointed out (see `listMemberWarnings`), never refused.
 */
export const MemberDraft = v.pipe(
	v.object({
		lastName: line(200),
		firstName: line(200),
		birthDate: v.union([v.literal(''), Day], 'day'),
		email: line(320),
		phone: line(100),
		address: line(500),
		postalCode: line(20),
		city: line(200),
		/** Id of his MJC club; empty for none. A club that is gone counts as none. */
		mjcClubId: v.string(),
		memberNumber: line(100),
		licenceNumber: line(100),
		/** What he brought for his sport, its day, and the last season it counts for: see `sport-paper.ts`. */
		sportPaper: v.fallback(v.picklist(['', 'attestation', 'certificate']), ''),
		sportPaperOn: v.union([v.literal(''), Day], 'day'),
		sportSeason: line(20),
		notes: v.pipe(v.string(), v.maxLength(MAX_NOTES_LENGTH, 'too-long'))
	}),
	v.forward(
		v.check(({ lastName, firstName }) => lastName !== '' || firstName !== '', 'name-missing'),
		['lastName']
	)
)
export type MemberDraft = v.InferOutput<typeof MemberDraft>
/** Name of a field that a person fills in. */
export type MemberField = keyof MemberDraft

/** Fields that came after others had been stored: an older row lacks them, which is the same as an empty text. */
type LateField = 'memberNumber' | 'licenceNumber' | 'sportPaper' | 'sportPaperOn' | 'sportSeason'

/** The texts of a member's row. */
export type MemberTexts = Omit<MemberDraft, LateField> & Partial<Pick<MemberDraft, LateField>>

/**
 * What a member's row holds besides texts. What is absent is none: of a hundred thousand members, most have little of it.
 * A tag, group or field that is gone counts as none.
 */
export type MemberLinks = {
	tagIds?: readonly TagId[]
	groupIds?: readonly GroupId[]
	/** Values of the club's own fields, as text: a number with a point, a day as `YYYY-MM-DD`, `yes` or `no`. */
	custom?: Readonly<Record<CustomFieldId, string>>
	householdId?: HouseholdId | ''
	/** Name of his picture among the photos: see `web/lib/db/photos.ts`. */
	photoId?: string
}

/** A member of the club as the database keeps him; times in ms since the epoch. */
export type Member = MemberTexts & MemberLinks & { id: MemberId; createdAt: number; updatedAt: number }

/** A text of a member, empty when his row lacks it. */
export const textOf = (member: MemberTexts, field: MemberField): string => member[field] ?? ''

/** A draft with nothing in it. */
export const EMPTY_MEMBER: MemberDraft = {
	lastName: '',
	firstName: '',
	birthDate: '',
	email: '',
	phone: '',
	address: '',
	postalCode: '',
	city: '',
	mjcClubId: '',
	memberNumber: '',
	licenceNumber: '',
	sportPaper: '',
	sportPaperOn: '',
	sportSeason: '',
	notes: ''
}

/** What looks wrong without being refused; each equals the key of its sentence in the catalogue. */
export type MemberWarning = AddressFault | 'birth-date-future' | 'birth-date-old' | 'postal-code-odd' | 'phone-odd'

const OLDEST_BIRTH_YEAR = 1900

/** Points out by field what looks mistyped in a draft. `today` is the day where the person sits. */
export function listMemberWarnings(draft: MemberTexts, today: Day): Partial<Record<MemberField, MemberWarning>> {
	const warnings: Partial<Record<MemberField, MemberWarning>> = {}
	const email = draft.email.trim()
	const addressFault = email === '' ? undefined : findAddressFault(email)
	if (addressFault) warnings.email = addressFault
	if (draft.birthDate > today) warnings.birthDate = 'birth-date-future'
	else if (draft.birthDate !== '' && Number(draft.birthDate.slice(0, 4)) <= OLDEST_BIRTH_YEAR) {
		warnings.birthDate = 'birth-date-old'
	}
	if (/[^\d\sA-Za-z-]/.test(draft.postalCode)) warnings.postalCode = 'postal-code-odd'
	if (draft.phone !== '' && !/^[+\d][\d\s().\-/]{3,}$/.test(draft.phone.trim())) warnings.phone = 'phone-odd'
	return warnings
}

/** First letters of both names, in capitals, for where there is no photo. */
export const initialsOf = ({ lastName, firstName }: Pick<Member, 'lastName' | 'firstName'>): string =>
	[firstName, lastName].map((name) => [...name.trim()][0]?.toUpperCase() ?? '').join('')

/** The name as lists sort and show it: "Nom Prénom". */
export const listName = ({ lastName, firstName }: Pick<Member, 'lastName' | 'firstName'>): string =>
	`${lastName} ${firstName}`.trim()

/** The name as one says it, and as a message is addressed: "Prénom Nom". */
export const spokenName = ({ lastName, firstName }: Pick<Member, 'lastName' | 'firstName'>): string =>
	`${firstName} ${lastName}`.trim()

/** What messages call a member's tags, his groups and what is known of his family; empty where there is nothing. */
const OTHER_FIELDS: FieldValues = {
	etiquettes: '',
	groupes: '',
	foyer: '',
	payeur: '',
	payeur_email: '',
	responsable_1: '',
	responsable_1_email: '',
	responsable_1_telephone: '',
	responsable_2: '',
	responsable_2_email: '',
	responsable_2_telephone: ''
}

/**
 * Values of the merge fields for a member; the field names are words of the interface, so French. `others`: of his tags,
 * his groups, his family, the club's own fields, and his sport paper in words.
 */
export function mergeFieldsOf(member: MemberTexts, others: FieldValues = {}): FieldValues {
	return {
		...OTHER_FIELDS,
		...others,
		prenom: member.firstName,
		nom: member.lastName,
		email: member.email,
		telephone: member.phone,
		adresse: member.address,
		code_postal: member.postalCode,
		ville: member.city,
		date_naissance: member.birthDate.split('-').reverse().join('/'),
		numero_membre: textOf(member, 'memberNumber'),
		numero_licence: textOf(member, 'licenceNumber'),
		piece_sport: others['piece_sport'] ?? '',
		date_piece_sport: textOf(member, 'sportPaperOn').split('-').reverse().join('/'),
		saison_piece_sport: textOf(member, 'sportSeason')
	}
}
