import type { ConsentPurpose } from '#shared/consent.ts'
import type { MemberField } from '#shared/member.ts'

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
	'notes'
] as const satisfies PlainField[]

/** What a column of a file may hold about a person. */
export type ImportField =
	PlainField | 'fullName' | 'mjcClub' | 'dataConsent' | 'dataConsentOn' | 'imageRight' | 'imageRightOn'

/** Where a column may go. */
export const IMPORT_TARGETS = [
	...PLAIN_FIELDS,
	'fullName',
	'mjcClub',
	'dataConsent',
	'dataConsentOn',
	'imageRight',
	'imageRightOn',
	'extra-note',
	'skip'
] as const satisfies ColumnTarget[]

/** Where a column goes; `extra-note` adds "heading : cell" to the notes, `skip` leaves it out. */
export type ColumnTarget = ImportField | 'extra-note' | 'skip'

/** The two columns of each thing a member may agree to: his answer, and its day. */
export const CONSENT_FIELDS = {
	data: { answer: 'dataConsent', on: 'dataConsentOn' },
	image: { answer: 'imageRight', on: 'imageRightOn' }
} as const satisfies Record<ConsentPurpose, { answer: ImportField; on: ImportField }>

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
