import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDay, type Day } from '#shared/day.ts'
import { isCutNumber, readAnswer, readPhone, readPostalCode, splitName } from '#shared/member-import/cell.ts'
import { readDay, type DayOrder } from '#shared/member-import/day-text.ts'
import { TODAY } from '../../support/import-plan.ts'

const day = (text: string, order: DayOrder = 'day-first') => {
	const read = readDay(text, { order, today: TODAY })
	return read && [read.day, ...(read.remark ? [read.remark] : [])]
}

describe('readDay', () => {
	test.each([
		['17/03/1984', '1984-03-17'],
		['7/3/1984', '1984-03-07'],
		['17.03.1984', '1984-03-17'],
		['17-03-1984', '1984-03-17'],
		['1984-03-17', '1984-03-17'],
		['1984/03/17', '1984-03-17'],
		['1984-03-17 00:00:00', '1984-03-17'],
		['1984-03-17T00:00:00.000Z', '1984-03-17'],
		['17 mars 1984', '1984-03-17'],
		['1er août 2008', '2008-08-01'],
		['samedi 17 mars 1984', '1984-03-17'],
		['17-mars-1984', '1984-03-17'],
		['March 17, 1984', '1984-03-17'],
		['17031984', '1984-03-17'],
		['19840317', '1984-03-17']
	])('reads %s', (text, expected) => {
		expect(day(text)).toEqual([expected])
	})

	test('takes a year of two digits for the last one that is past, and says so', () => {
		expect(day('14/05/08')).toEqual(['2008-05-14', 'import-century'])
		expect(day('14-05-26')).toEqual(['2026-05-14', 'import-century'])
		expect(day('14.05.27')).toEqual(['1927-05-14', 'import-century'])
		expect(day('14 mai 84')).toEqual(['1984-05-14', 'import-century'])
	})

	test('reads the number by which Excel keeps a day, and says so', () => {
		expect(day('30758')).toEqual(['1984-03-17', 'import-excel-day'])
		expect(day('36526.0')).toEqual(['2000-01-01', 'import-excel-day'])
	})

	test('reads the month first where the column has it so', () => {
		expect(day('03/17/1984', 'month-first')).toEqual(['1984-03-17'])
	})

	test.each(['', '31/02/2000', '1984', 'mars', '12', '99999', '17/13/1984', 'demain', '03/17/1984', '2027'])(
		'does not make up a day of %j',
		(text) => {
			expect(day(text)).toBeUndefined()
		}
	)

	test('reads back every day that the register writes', () => {
		const days = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
		fc.assert(
			fc.property(days, (date) => {
				const written = date.toISOString().slice(0, 10) as Day

				expect(day(formatDay(written))).toEqual([written])
			})
		)
	})
})

describe('readPhone', () => {
	test('gives back the zero, or the sign, that a spreadsheet took', () => {
		expect(readPhone('612345678')).toEqual({ value: '06 12 34 56 78', remark: 'import-phone-zero' })
		expect(readPhone('612345678.0')).toEqual({ value: '06 12 34 56 78', remark: 'import-phone-zero' })
		expect(readPhone('33612345678')).toEqual({ value: '+33 6 12 34 56 78', remark: 'import-phone-country' })
	})

	test.each(['0612345678', '06 12 34 56 78', '+33 6 12 34 56 78', '06.12.34.56.78', 'poste 12', '17'])(
		'leaves %s alone',
		(text) => {
			expect(readPhone(text)).toEqual({ value: text })
		}
	)

	test('knows a number whose digits are gone', () => {
		expect(['6,12E+08', '6.12345E+8', '1E+9'].every(isCutNumber)).toBe(true)
		expect(isCutNumber('06 12 34 56 78')).toBe(false)
	})
})

test('readPostalCode gives back the zero that a spreadsheet took', () => {
	expect(readPostalCode('1000')).toEqual({ value: '01000', remark: 'import-postal-zero' })
	expect(readPostalCode('18000.0')).toEqual({ value: '18000' })
	expect(readPostalCode('SW1A 1AA')).toEqual({ value: 'SW1A 1AA' })
})

test('readAnswer knows yes, no, nobody asked, and what is none of them', () => {
	expect(['Oui', 'OUI ', 'x', '1', 'vrai', 'Yes', 'accepté'].map(readAnswer)).toEqual(Array(7).fill(true))
	expect(['Non', 'n', '0', 'FALSE', 'refusé'].map(readAnswer)).toEqual(Array(5).fill(false))
	expect(['', ' ', 'Jamais demandé', 'Never asked', '?'].map(readAnswer)).toEqual(Array(5).fill(null))
	expect(readAnswer('peut-être')).toBeUndefined()
})

describe('splitName', () => {
	test.each([
		['MARTIN Camille', 'MARTIN', 'Camille'],
		['Camille MARTIN', 'MARTIN', 'Camille'],
		['LE GOFF Anne-Sophie', 'LE GOFF', 'Anne-Sophie'],
		['Martin, Camille', 'Martin', 'Camille'],
		['Martin Camille', 'Martin', 'Camille'],
		['de La Tour Jean Paul', 'de La Tour', 'Jean Paul'],
		['Martin', 'Martin', ''],
		['MARTIN CAMILLE', 'MARTIN', 'CAMILLE'],
		['Éric', 'Éric', '']
	])('parts %s', (text, lastName, firstName) => {
		expect(splitName(text, 'last-first')).toEqual({ lastName, firstName })
	})

	test.each([
		['Camille Martin', 'Martin', 'Camille'],
		['Jean Paul Martin', 'Martin', 'Jean Paul'],
		['Jean de La Tour', 'de La Tour', 'Jean'],
		['Martin', 'Martin', '']
	])('parts %s, the first name first', (text, lastName, firstName) => {
		expect(splitName(text, 'first-last')).toEqual({ lastName, firstName })
	})
})
