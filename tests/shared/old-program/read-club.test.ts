import { describe, expect, test } from 'vitest'
import type { OldClub, OldPerson } from '#shared/old-program/old-club.ts'
import { readOldClub } from '#shared/old-program/read-club.ts'
import { compareStatuses, countStatuses, sumPayments } from '#shared/old-program/summary.ts'
import { oldClubOf, oldSample } from '../../support/old-club.ts'

const sample = oldSample('sample.db')
const PRICES = { clubPrice: 135_00, mjcPrice: 23_50 }

function person(row: number, club: OldClub = sample): OldPerson {
	const found = club.persons.find((one) => one.row === row)
	if (!found) throw new Error(`no row ${row}`)
	return found
}

const findingsOf = (row: number, club: OldClub = sample) =>
	club.findings.filter((finding) => 'row' in finding && finding.row === row)
const paymentsOf = (row: number, club: OldClub = sample) =>
	person(row, club).membership.payments.map(({ means, amount }) => [means, amount])

describe('the sample of the last state', () => {
	test('gives the four totals to the cent', () => {
		expect(sumPayments(sample)).toEqual({ cash: 707_00, cheque: 1438_00, ancv: 318_50, unknown: 0, total: 2463_50 })
	})

	test('gives the statuses, and they agree with what was paid', () => {
		expect(countStatuses(sample)).toEqual({ paid: 15, partial: 4, unpaid: 6, none: 1 })
		expect(compareStatuses(sample, PRICES)).toEqual([])
	})

	test('is known for what it is, with its season and prices', () => {
		expect(sample.generation).toBe('2.4')
		expect(sample.season).toEqual({ name: '2025-2026', ...PRICES })
		expect(sample.persons).toHaveLength(26)
		expect(sample.clubs).toHaveLength(6)
	})

	test('gives a minor his birth date, and somebody without mail none (2, 7)', () => {
		expect(person(2)).toMatchObject({ birthDate: '2012-11-02', dataConsent: true, imageRight: true })
		expect(person(7)).toMatchObject({ email: '', firstName: 'Marie-Thérèse' })
	})

	test('knows who paid the club alone, where else, and the other clubs (4, 5, 11, 14)', () => {
		expect(person(4)).toMatchObject({ mjcClub: 'MJC du Plateau', remarks: [] })
		expect(person(4).membership).toMatchObject({ paymentType: 'club_only', clubName: 'MJC du Plateau' })
		expect(person(5).remarks).toEqual([{ code: 'other-clubs', text: 'MJC Centre' }])
		expect(person(11).membership).toMatchObject({ paymentType: 'club_only', clubName: '' })
		expect(person(14).membership).toMatchObject({ clubName: 'Foyer rural de Brécy', status: 'partial' })
	})

	test('keeps payments apart by means (8, 16, 22, 26)', () => {
		expect(paymentsOf(8)).toEqual([['ancv', 158_50]])
		expect(paymentsOf(16)).toEqual([
			['cheque', 78_50],
			['ancv', 80_00]
		])
		expect(findingsOf(16)).toEqual([{ code: 'old-total-with-ancv', row: 16 }])
		expect(paymentsOf(22)).toEqual([['cheque', 158_50]])
		expect(paymentsOf(26)).toEqual([
			['cash', 40_00],
			['cheque', 50_00],
			['cheque', 38_50],
			['ancv', 30_00]
		])
		expect(findingsOf(26)).toEqual([])
	})

	test('takes away what stands around a text (11)', () => {
		expect(person(11).email).toBe('ines.moreau@example.com')
		expect(findingsOf(11)).toEqual([])
	})

	test('doubts the day that was written for everybody (12, 13)', () => {
		for (const row of [12, 13]) {
			expect(person(row)).toMatchObject({ birthDate: '', hasDefaultDay: true })
			expect(findingsOf(row)).toEqual([{ code: 'old-default-day', row }])
		}
	})

	test('points at an address that is none, and keeps it (15)', () => {
		expect(person(15).email).toBe('agnes.lefevre@exemple')
		expect(findingsOf(15)).toEqual([{ code: 'old-email-odd', row: 15, text: 'agnes.lefevre@exemple' }])
	})

	test('leaves out a club that is gone, in both places (18)', () => {
		expect(person(18)).toMatchObject({ address: 'lieu-dit « La Brosse »; ferme', mjcClub: 'MJC du Plateau' })
		expect(person(18).membership.clubName).toBe('')
		expect(findingsOf(18)).toEqual([{ code: 'old-club-gone', row: 18, text: '7' }])
	})

	test('tells a no from what was never asked (19, 20)', () => {
		expect(person(19)).toMatchObject({ dataConsent: false, imageRight: false, address: '14 rue "des Arts"' })
		expect(person(20)).toMatchObject({ dataConsent: null, imageRight: null, birthDate: '', phone: '' })
		expect(person(20).membership).toEqual({
			paymentType: 'club_mjc',
			clubName: '',
			status: 'none',
			expected: 0,
			payments: []
		})
	})

	test('reads lists of clubs in either form (21, 26)', () => {
		expect(person(21).mjcClub).toBe('MJC du Plateau')
		expect(person(21).remarks).toEqual([{ code: 'other-clubs', text: "MJC L'Escale" }])
		expect(person(26)).toMatchObject({ mjcClub: '', remarks: [] })
	})

	test('keeps every letter and mark as it is (24, 25)', () => {
		expect(person(24).lastName).toBe('ÇELİK')
		expect(person(25)).toMatchObject({ lastName: '=SOMME(A1)', firstName: '-Test <b>' })
	})

	test('gives positions with who holds them, and says who is not there', () => {
		expect(sample.positions.map(({ name, kind, holder }) => [name, kind, holder])).toEqual([
			['Présidente', 'president', 4],
			['Trésorier', 'treasurer', 5],
			['Secrétaire', 'management', undefined],
			['Encadrant jeunes', 'staff', 9],
			['Référent matériel', 'other', undefined]
		])
		expect(sample.findings).toContainEqual({ code: 'old-holder-gone', position: 'Référent matériel' })
	})

	test('gives the fields that the club had thought of, and counts what is left behind', () => {
		expect(sample.customFields).toEqual([
			{ name: 'Taille de maillot', kind: 'choice', options: 'S\nM\nL\nXL' },
			{ name: 'Licence fédérale', kind: 'text', options: '' }
		])
		expect(sample.findings).toContainEqual({ code: 'old-left-mailings', count: 3 })
		expect(sample.findings).toContainEqual({ code: 'old-left-dues', count: 2 })
	})

	test('gives the account of e-mail in our terms', () => {
		expect(sample.smtp?.settings).toMatchObject({
			host: 'smtp.example.org',
			port: 587,
			security: 'starttls',
			username: 'club@example.org',
			password: '',
			replyTo: 'secretariat@example.org',
			senderName: 'MJC Section Judo',
			batchSize: 10,
			batchDelayMs: 1000,
			maxRetries: 2,
			logging: true
		})
		expect(sample.smtp?.token).toMatch(/^gAAAA/)
	})
})

describe('the sample of the first state', () => {
	const first = oldSample('sample-v1.db')

	test('is known for it, with the season of its session', () => {
		expect(first.generation).toBe('1')
		expect(first.season).toEqual({ name: '2024-2025', clubPrice: 130_00, mjcPrice: 20_00 })
		expect(first.smtp).toBeUndefined()
	})

	test('takes a cheque that is a number, and keeps another as it was written', () => {
		expect(paymentsOf(1, first)).toEqual([['cheque', 150_00]])
		expect(paymentsOf(2, first)).toEqual([
			['cash', 40_00],
			['cheque', 60_00],
			['unknown', 50_00]
		])
		expect(person(2, first).remarks).toEqual([
			{ code: 'cheque', text: 'BNP 1234567 50€' },
			{ code: 'ancv', text: '' },
			{ code: 'external-club', text: 'Judo Club Vierzon' }
		])
		expect(findingsOf(2, first)).toEqual([
			{ code: 'old-cheque-text', row: 2, text: 'BNP 1234567 50€' },
			{ code: 'old-ancv-without-amount', row: 2 },
			{ code: 'old-total-differs', row: 2, total: 150_00, sum: 100_00 }
		])
	})

	test('knows who paid the MJC elsewhere by the name of the club', () => {
		expect(person(4, first).membership).toMatchObject({
			paymentType: 'club_only',
			clubName: 'MJC du Plateau',
			expected: 130_00
		})
	})

	test('holds notes on health apart', () => {
		expect(person(3, first)).toMatchObject({ health: 'Allergie arachide', remarks: [] })
	})

	test('has no statuses that could differ', () => {
		expect(compareStatuses(first, { clubPrice: 130_00, mjcPrice: 20_00 })).toEqual([])
	})
})

describe('the sample of state 2.2', () => {
	const second = oldSample('sample-v2.2.db')

	test('is known for it, and its vouchers are all that was paid', () => {
		expect(second.generation).toBe('2.2')
		expect(second.season).toEqual({ name: '2025-2026', ...PRICES })
		expect(sumPayments(second)).toMatchObject({ ancv: 50_00, total: 50_00 })
		expect(person(3, second).remarks).toEqual([{ code: 'external-club', text: 'Judo Club Vierzon' }])
	})

	test('says where a status is not what was paid', () => {
		const differing = { code: 'old-status-differs' }

		expect(compareStatuses(second, PRICES)).toEqual([
			{ ...differing, row: 1, status: 'paid', computed: 'unpaid', due: 158_50, paid: 0 },
			{ ...differing, row: 2, status: 'partial', computed: 'unpaid', due: 135_00, paid: 0 },
			{ ...differing, row: 3, status: 'unpaid', computed: 'partial', due: 158_50, paid: 50_00 }
		])
	})
})

describe('readOldClub', () => {
	const withMember = (columns: string, values: string, fileName?: string) =>
		oldClubOf((database) => database.exec(`INSERT INTO members (${columns}) VALUES (${values})`), fileName)

	test('takes no amount that cannot have been paid', () => {
		const club = withMember(
			'last_name, cash_amount, check1_amount, check2_amount, ancv_amount',
			"'A', 9e999, -5, '12,50', 'rien'"
		)

		expect(paymentsOf(1, club)).toEqual([['cheque', 12_50]])
		expect(findingsOf(1, club).filter(({ code }) => code === 'old-amount-odd')).toMatchObject([
			{ text: 'Infinity' },
			{ text: '-5' },
			{ text: 'rien' }
		])
	})

	test('takes the nearest cent of what a floating point has lost', () => {
		expect(paymentsOf(1, withMember('last_name, cash_amount, check1_amount', "'A', 0.29, 78.49999999"))).toEqual([
			['cash', 29],
			['cheque', 78_50]
		])
	})

	test('takes a total without parts for money of which nobody knows how it came', () => {
		const club = withMember('last_name, total_paid', "'A', 120")

		expect(paymentsOf(1, club)).toEqual([['unknown', 120_00]])
		expect(findingsOf(1, club)).toEqual([{ code: 'old-total-differs', row: 1, total: 120_00, sum: 0 }])
	})

	test.each([
		['1899-05-05', ''],
		['05/05/1999', ''],
		['2001-02-30', ''],
		['1999-05-05', '1999-05-05']
	])('takes %s for the birth date %s', (written, birthDate) => {
		const club = withMember('last_name, birth_date', `'A', '${written}'`)

		expect(person(1, club).birthDate).toBe(birthDate)
		expect(findingsOf(1, club)).toHaveLength(birthDate === '' ? 1 : 0)
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
