import ICAL from 'ical.js'
import type { Member } from '#shared/member.ts'

/** What several numbers are parted by in a member's field. */
const BETWEEN_NUMBERS = /\s+\/\s+/

/**
 * Members as contacts that telephones and address books read: vCard 3.0 (RFC 2426), which all of them know. Notes stay
 * where they are: a telephone shares its contacts with whom it likes.
 */
export function formatContacts(members: readonly Member[]): string {
	return members.map((member) => `${cardOf(member).toString()}\r\n`).join('')
}

function cardOf(member: Member): ICAL.Component {
	const { lastName, firstName, email, phone, birthDate, address, postalCode, city } = member
	const card = new ICAL.Component(['vcard', [], []])
	const add = (name: string, value: string | string[], type = 'text') => {
		if (value.length > 0) card.addProperty(new ICAL.Property([name, {}, type, value], card))
	}
	add('version', '3.0')
	add('n', [lastName, firstName, '', '', ''])
	add('fn', `${firstName} ${lastName}`.trim())
	add('email', email)
	for (const number of phone.split(BETWEEN_NUMBERS)) add('tel', number, 'phone-number')
	if (address || postalCode || city) add('adr', ['', '', address, city, '', postalCode, ''])
	add('bday', birthDate, 'date')
	add('uid', `urn:uuid:${member.id}`)
	return card
}
