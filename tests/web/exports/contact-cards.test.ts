import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import { EMPTY_MEMBER, type Member, type MemberId } from '#shared/member.ts'
import { formatContacts } from '#web/exports/contact-cards.ts'
import { readContacts } from '#web/state/read-contacts.ts'

const member = (fields: Partial<Member>): Member => ({
	...EMPTY_MEMBER,
	...{ id: crypto.randomUUID() as MemberId, createdAt: 0, updatedAt: 0 },
	...fields
})
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((each) => each.replace(/\s+/g, ' ').trim())
const hostile = fc.oneof(text, fc.constantFrom('A; b, c', 'BEGIN:VCARD', 'x\\n', '=1+1', "l’Haÿ:les'Roses"))

describe('formatContacts', () => {
	test('is read back as the same people, whatever their fields hold', () => {
		const someone = fc.record({
			lastName: hostile,
			firstName: hostile,
			address: hostile,
			city: hostile,
			email: hostile
		})
		fc.assert(
			fc.property(
				fc.array(
					someone.filter(({ lastName }) => lastName !== ''),
					{ minLength: 1 }
				),
				(people) => {
					const [, ...rows] = readContacts(formatContacts(people.map(member)))

					expect(rows.map(({ cells }) => [cells[0], cells[1], cells[3], cells[6], cells[8]])).toEqual(
						people.map(({ lastName, firstName, email, address, city }) => [lastName, firstName, email, address, city])
					)
				}
			)
		)
	})

	test('has each number by itself and the birthday, and leaves notes at home', () => {
		const card = formatContacts([
			member({
				lastName: 'Roux',
				birthDate: '2014-03-09' as Day,
				phone: '06 12 34 56 78 / 04 72 00 00 00',
				notes: 'allergie'
			})
		])

		expect(card).toContain('TEL:06 12 34 56 78\r\nTEL:04 72 00 00 00\r\n')
		expect(card).toContain('BDAY;VALUE=DATE:20140309')
		expect(card).not.toContain('allergie')
	})
})
