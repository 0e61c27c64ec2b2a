import { describe, expect, test } from 'vitest'
import { compareStatuses, countStatuses, sumPayments } from '#shared/old-program/summary.ts'
import { findingsIn, oldSample, paymentsIn, personIn } from '../../support/old-club.ts'

const sample = oldSample('sample.db')
const PRICES = { clubPrice: 135_00, mjcPrice: 23_50 }

const person = (row: number, club = sample) => personIn(club, row)
const findingsOf = (row: number, club = sample) => findingsIn(club, row)
const paymentsOf = (row: number, club = sample) => paymentsIn(club, row)

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
