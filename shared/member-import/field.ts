import type { ConsentPurpose } from '#shared/consent.ts'
import type { CustomFieldId } from '#shared/custom-field.ts'
import type { MemberField } from '#shared/member.ts'
import { GUARDIAN_TARGETS, type GuardianTarget } from './guardian-target.ts'

/** A field that a cell fills as it stands; all of a member's but the club, which a file gives by its name. */
export type PlainField = Exclude<MemberField, 'mjcClubId'>

export const PLAIN_FIELDS = [
	'lastName',
	'firstName',
	'birthDate',
	'email',
	'phone',
	'address',
	'postalCode',
	'city',
	'memberNumber',
	'licenceNumber',
	'sportPaper',
	'sportPaperOn',
	'sportSeason',
	'notes'
] as const satisfies PlainField[]

/** What a column of a file may hold about a person. */
export type ImportField = PlainField | 'fullName' | 'mjcClub' | ConsentField | GuardianTarget | CustomTarget

/** One of the club's own fields. */
export type CustomTarget = `field:${CustomFieldId}`

/** What a column may say of an answer: itself, its day or its end. */
const CONSENT_COLUMNS = [
	'dataConsent',
	'dataConsentOn',
	'dataConsentUntil',
	'imageRight',
	'imageRightOn',
	'imageRightUntil',
	'imageSite',
	'imageSocial',
	'imagePress',
	'imageDisplay',
	'newsletter',
	'newsletterOn',
	'newsletterUntil'
] as const
export type ConsentField = (typeof CONSENT_COLUMNS)[number]

/** Where a column may go, besides the club's own fields. */
export const IMPORT_TARGETS = [
	...PLAIN_FIELDS,
	'fullName',
	'mjcClub',
	...CONSENT_COLUMNS,
	...GUARDIAN_TARGETS,
	'extra-note',
	'skip'
] as const satisfies ColumnTarget[]

/** Where a column goes; `extra-note` adds "heading : cell" to the notes, `skip` leaves it out. */
export type ColumnTarget = ImportField | 'extra-note' | 'skip'

/** The columns of each thing a member may agree to: his answer, its day and its end. */
export const CONSENT_FIELDS: Record<ConsentPurpose, { answer: ConsentField; on?: ConsentField; until?: ConsentField }> =
	{
		data: { answer: 'dataConsent', on: 'dataConsentOn', until: 'dataConsentUntil' },
		image: { answer: 'imageRight', on: 'imageRightOn', until: 'imageRightUntil' },
		'image-site': { answer: 'imageSite' },
		'image-social': { answer: 'imageSocial' },
		'image-press': { answer: 'imagePress' },
		'image-display': { answer: 'imageDisplay' },
		newsletter: { answer: 'newsletter', on: 'newsletterOn', until: 'newsletterUntil' }
	}

/** Whether a field is an answer, which reads as `yes` or `no`. */
export const isAnswerField = (field: string): boolean =>
	Object.values(CONSENT_FIELDS).some(({ answer }) => answer === field)

/** What stands between the cells when several columns go into one field; other fields take one column only. */
export const JOINTS: Partial<Record<ColumnTarget, string>> = {
	address: ', ',
	phone: ' / ',
	notes: '\n',
	'extra-note': '\n'
}

/** Something that keeps the columns from being imported as they are set; codes are keys of the catalogue. */
export type ColumnFault =
	{ code: 'import-two-columns'; field: ImportField; columns: number[] } | { code: 'import-no-name-column' }

/** What is wrong with where the columns go: none has a name, or several go into a field that takes one. */
export function listColumnFaults(targets: readonly ColumnTarget[]): ColumnFault[] {
	const faults: ColumnFault[] = []
	const columnsOf = (wanted: ColumnTarget) => targets.flatMap((target, column) => (target === wanted ? [column] : []))
	const names = [...columnsOf('lastName'), ...columnsOf('firstName')]
	if (names.length === 0 && !targets.includes('fullName')) faults.push({ code: 'import-no-name-column' })
	for (const field of new Set(targets)) {
		if (field === 'skip' || field === 'extra-note' || field in JOINTS) continue
		const columns = columnsOf(field)
		const rivals = field === 'fullName' ? [...columns, ...names] : columns
		if (rivals.length > 1) faults.push({ code: 'import-two-columns', field, columns: rivals.toSorted((a, b) => a - b) })
	}
	return faults
}
