import { describe, expect, test } from 'vitest'
import { readOldClub } from '#shared/old-program/read-club.ts'
import { findingsIn, oldClubOf, paymentsIn, personIn } from '../../support/old-club.ts'

describe('readOldClub', () => {
	const withMember = (columns: string, values: string, fileName?: string) =>
		oldClubOf((database) => database.exec(`INSERT INTO members (${columns}) VALUES (${values})`), fileName)

	test('takes no amount that cannot have been paid', () => {
		const club = withMember(
			'last_name, cash_amount, check1_amount, check2_amount, ancv_amount',
			"'A', 9e999, -5, '12,50', 'rien'"
		)

		expect(paymentsIn(club, 1)).toEqual([['cheque', 12_50]])
		expect(findingsIn(club, 1).filter(({ code }) => code === 'old-amount-odd')).toMatchObject([
			{ text: 'Infinity' },
			{ text: '-5' },
			{ text: 'rien' }
		])
	})

	test('takes the nearest cent of what a floating point has lost', () => {
		expect(paymentsIn(withMember('last_name, cash_amount, check1_amount', "'A', 0.29, 78.49999999"), 1)).toEqual([
			['cash', 29],
			['cheque', 78_50]
		])
	})

	test('takes a total without parts for money of which nobody knows how it came', () => {
		const club = withMember('last_name, total_paid', "'A', 120")

		expect(paymentsIn(club, 1)).toEqual([['unknown', 120_00]])
		expect(findingsIn(club, 1)).toEqual([{ code: 'old-total-differs', row: 1, total: 120_00, sum: 0 }])
	})

	test.each([
		['1899-05-05', ''],
		['05/05/1999', ''],
		['2001-02-30', ''],
		['1999-05-05', '1999-05-05']
	])('takes %s for the birth date %s', (written, birthDate) => {
		const club = withMember('last_name, birth_date', `'A', '${written}'`)

		expect(personIn(club, 1).birthDate).toBe(birthDate)
		expect(findingsIn(club, 1)).toHaveLength(birthDate === '' ? 1 : 0)
	})

	test('passes over a row without a name, and says so', () => {
		const club = withMember('mail', "'a@example.org'")

		expect(club.persons).toEqual([])
		expect(club.findings).toEqual([{ code: 'old-no-name', row: 1 }])
	})

	test.each([
		['ClubManager_2023-2024.db', '2023-2024'],
		['judo 2023_24 copie.db', '2023-2024'],
		['club.db', undefined]
	])('finds in the name %s the season %s', (fileName, season) => {
		expect(oldClubOf(() => undefined, fileName).season.name).toBe(season)
	})

	test('gives the season in the name of the file its prices', () => {
		const club = oldClubOf(
			(database) =>
				database.exec("INSERT INTO annual_prices (year, club_price, mjc_price) VALUES ('2023-2024', 10.1, 2)"),
			'ClubManager_2023-2024.db'
		)

		expect(club.season).toEqual({ name: '2023-2024', clubPrice: 10_10, mjcPrice: 2_00 })
	})

	test('gives current prices of no readable year the season in the name of the file', () => {
		const club = oldClubOf(
			(database) =>
				database.exec("INSERT INTO annual_prices (year, club_price, mjc_price, is_current) VALUES ('tarif', 10, 2, 1)"),
			'ClubManager_2023-2024.db'
		)

		expect(club.season).toEqual({ name: '2023-2024', clubPrice: 10_00, mjcPrice: 2_00 })
	})

	test('reads a file that has nothing but members', () => {
		const tables = new Map([['members', { columns: ['last_name', 'first_name', 'cash'], rows: [] }]])

		expect(readOldClub(tables, '')).toMatchObject({ ok: true, value: { generation: '1', persons: [], season: {} } })
	})

	test('refuses another program’s database', () => {
		const tables = new Map([['members', { columns: ['id', 'name'], rows: [] }]])

		expect(readOldClub(tables, '')).toEqual({ ok: false, error: { code: 'old-program-other' } })
		expect(readOldClub(new Map(), '')).toEqual({ ok: false, error: { code: 'old-program-other' } })
	})
})
