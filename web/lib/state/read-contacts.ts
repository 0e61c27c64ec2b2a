import ICAL from 'ical.js'
import type { CsvRow } from '#shared/csv-rows.ts'
import { listCards } from '#shared/vcard-text.ts'
import { m } from '#web/paraglide/messages.js'

/** What several telephone numbers are parted by, as a member's field has them. */
const BETWEEN_NUMBERS = ' / '

/**
 * The people of a file of contact cards (RFC 6350, RFC 2426, vCard 2.1) as the rows of a table, with its headings. A row's
 * line is the number of its card. A card that cannot be read is passed over; no row at all when none can.
 */
export function readContacts(text: string): CsvRow[] {
	const rows: CsvRow[] = []
	for (const [index, card] of listCards(text).entries()) {
		const cells = cellsOf(card)
		if (cells?.some((cell) => cell !== '')) rows.push({ line: index + 1, cells })
	}
	return rows.length === 0 ? [] : [{ line: 0, cells: headings() }, ...rows]
}

const headings = () => [
	m.members_field_last_name(),
	m.members_field_first_name(),
	m.members_field_birth_date(),
	m.members_field_email(),
	m.import_other_emails(),
	m.members_field_phone(),
	m.members_field_address(),
	m.members_field_postal_code(),
	m.members_field_city(),
	m.members_field_notes()
]

function cellsOf(text: string): string[] | undefined {
	const card = parse(text)
	if (!card) return undefined
	const { lastName, firstName } = nameOf(card)
	const [email = '', ...otherEmails] = textsOf(card, 'email')
	const phones = textsOf(card, 'tel').map((phone) => phone.replace(/^tel:/i, ''))
	const [box = '', more = '', street = '', city = '', , postalCode = ''] = partsOf(card, 'adr')
	const address = [box, more, street].filter(Boolean).join(', ')
	return [
		...[lastName, firstName, dayOf(card), email, otherEmails.join(', ')],
		...[[...new Set(phones)].join(BETWEEN_NUMBERS), address, postalCode, city, textsOf(card, 'note').join('\n')]
	]
}

function parse(text: string): ICAL.Component | undefined {
	try {
		const [card] = [ICAL.parse(text)].flat(1) as unknown[]
		return new ICAL.Component(Array.isArray(card) ? card : (ICAL.parse(text) as unknown[]))
	} catch {
		return undefined // Not what the RFCs describe; the other cards of the file may well be.
	}
}

/** Surname and first names; a card may have no more than the name as it is written. */
function nameOf(card: ICAL.Component): { lastName: string; firstName: string } {
	const [lastName = '', firstName = '', more = ''] = partsOf(card, 'n')
	if (lastName !== '' || firstName !== '') return { lastName, firstName: [firstName, more].filter(Boolean).join(' ') }
	const written = textsOf(card, 'fn')[0] ?? textsOf(card, 'org')[0] ?? ''
	const cut = written.lastIndexOf(' ')
	return { lastName: written.slice(cut + 1), firstName: written.slice(0, Math.max(cut, 0)) }
}

/** A birthday with its year, as `YYYY-MM-DD`; without one it says too little. */
function dayOf(card: ICAL.Component): string {
	const text = String(card.getFirstPropertyValue('bday') ?? '')
	const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text) ?? []
	return year === undefined ? '' : `${year}-${month}-${day}`
}

function textsOf(card: ICAL.Component, name: string): string[] {
	return card
		.getAllProperties(name)
		.flatMap((property) => property.getValues() as unknown[])
		.filter((value) => typeof value === 'string')
		.map((value) => value.trim())
		.filter(Boolean)
}

/** The pieces of a value that has several, those of a piece joined by spaces. */
function partsOf(card: ICAL.Component, name: string): string[] {
	const value = card.getFirstPropertyValue(name) as unknown
	const parts: unknown[] = Array.isArray(value) ? value : [value ?? '']
	return parts.map((part) => [part].flat().join(' ').trim())
}
