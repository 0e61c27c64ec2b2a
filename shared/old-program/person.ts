import { findAddressFault } from '#shared/address.ts'
import { isDay, type Day } from '#shared/day.ts'
import type { SqlRow } from '#shared/sqlite/database.ts'
import { answerIn, lineIn, numberIn, textIn } from './cell.ts'
import type { Finding } from './finding.ts'
import { readMembership } from './membership.ts'
import type { OldPerson, OldRemark } from './old-club.ts'

/** The day that the old program wrote for everyone whose birth date was not entered. */
export const DEFAULT_DAY = '2000-01-01' as Day
/** No day in or before this year is a birth date. */
const IMPOSSIBLE_YEAR = 1900

/** Longest texts, in UTF-16 units: those of our own form. */
const MAX_LENGTHS = { last_name: 200, first_name: 200, mail: 320, phone: 100, address: 500, postal_code: 20, city: 200 }

/** What the rows of people are read with: the MJC clubs by number, and where to say what was found. */
export type PersonReader = { clubsByNumber: ReadonlyMap<number, string>; find: (finding: Finding) => void }

/** One person of a file; `undefined` for a row without a name. */
export function readPerson(row: SqlRow, reader: PersonReader): OldPerson | undefined {
	const number = numberIn(row, 'id') ?? 0
	const text = (column: keyof typeof MAX_LENGTHS) => cutText(row, { column, number }, reader)
	const [lastName, firstName] = [text('last_name'), text('first_name')]
	if (lastName === '' && firstName === '') {
		reader.find({ code: 'old-no-name', row: number })
		return undefined
	}
	const email = text('mail')
	if (email !== '' && isOddAddress(email)) reader.find({ code: 'old-email-odd', row: number, text: email })
	const remarks: OldRemark[] = []
	const others = readOtherClubs(row, number, reader)
	const membership = readMembership(row, { ...reader, number, remarks })
	const mjcClub = membership.clubName || others[0] || ''
	const further = others.filter((name) => name !== mjcClub)
	if (further.length > 0) remarks.unshift({ code: 'other-clubs', text: further.join(', ') })
	const external = lineIn(row, 'external_club')
	if (external !== '') remarks.push({ code: 'external-club', text: external })
	return {
		row: number,
		lastName,
		firstName,
		...readBirthDate(row, number, reader),
		email,
		phone: text('phone'),
		address: text('address'),
		postalCode: text('postal_code'),
		city: text('city'),
		mjcClub,
		dataConsent: answerIn(row, 'rgpd'),
		imageRight: answerIn(row, 'image_rights'),
		health: lineIn(row, 'health'),
		remarks,
		membership
	}
}

/** No provider of mail has a name without a dot: a part was forgotten. */
const isOddAddress = (email: string): boolean => findAddressFault(email) !== undefined || !/@.*\./.test(email)

type Place = { column: keyof typeof MAX_LENGTHS; number: number }

function cutText(row: SqlRow, { column, number }: Place, { find }: PersonReader): string {
	const text = lineIn(row, column)
	if (text.length <= MAX_LENGTHS[column]) return text
	find({ code: 'old-text-cut', row: number, text: text.slice(0, 40) })
	return text.slice(0, MAX_LENGTHS[column])
}

function readBirthDate(
	row: SqlRow,
	number: number,
	{ find }: PersonReader
): Pick<OldPerson, 'birthDate' | 'hasDefaultDay'> {
	const text = textIn(row, 'birth_date')
	const hasDefaultDay = text === DEFAULT_DAY
	if (hasDefaultDay) find({ code: 'old-default-day', row: number })
	if (text === '' || hasDefaultDay) return { birthDate: '', hasDefaultDay }
	if (isDay(text) && Number(text.slice(0, 4)) > IMPOSSIBLE_YEAR) return { birthDate: text as Day, hasDefaultDay }
	find({ code: 'old-day-odd', row: number, text: text.slice(0, 40) })
	return { birthDate: '', hasDefaultDay }
}

/** Names of the other MJC clubs: numbers as JSON, or parted by commas. What is gone is left out. */
function readOtherClubs(row: SqlRow, number: number, { clubsByNumber, find }: PersonReader): string[] {
	const text = textIn(row, 'other_mjc_clubs')
	const inside = /^\[?([\d,\s]*)\]?$/.exec(text)?.[1]
	if (inside === undefined) {
		find({ code: 'old-clubs-odd', row: number, text: text.slice(0, 40) })
		return []
	}
	const numbers = inside.split(',').map((part) => part.trim())
	const names = numbers.filter(Boolean).flatMap((one) => {
		const name = clubsByNumber.get(Number(one))
		if (name === undefined) find({ code: 'old-club-gone', row: number, text: one })
		return name === undefined ? [] : [name]
	})
	return [...new Set(names)]
}
