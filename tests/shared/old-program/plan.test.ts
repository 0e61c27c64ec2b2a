import { describe, expect, test } from 'vitest'
import { membershipIdOf } from '#shared/membership.ts'
import type { OldGround } from '#shared/old-program/ground.ts'
import type { OldClub } from '#shared/old-program/old-club.ts'
import { receivedByMembership, standingOf, totalsOf } from '#shared/standing.ts'
import { oldClubOf, oldSample } from '../../support/old-club.ts'
import { carryOut, dated, planOld } from '../../support/old-plan.ts'

const sample = oldSample('sample.db')
const SAMPLE = [dated(sample)]

/** A club of members in SQL, each as `(last name, first name, birth date, mail, phone, cash, address)`. */
const clubOf = (...rows: string[]): OldClub =>
	oldClubOf((database) => {
		for (const row of rows)
			database.exec(
				`INSERT INTO members (last_name, first_name, birth_date, mail, phone, cash_amount, address) VALUES (${row})`
			)
	})

const ZOE = "'ROUX', 'Zoé', '2001-05-05', 'zoe@example.org', '06 39 98 12 01', 0, '1 rue A'"
const memberNamed = ({ members }: OldGround, lastName: string) => members.find((member) => member.lastName === lastName)

function totalsIn({ payments }: OldGround) {
	return totalsOf(receivedByMembership(payments).values())
}

describe('planOldImport', () => {
	test('brings the sample in with its totals to the cent', () => {
		const plan = planOld(SAMPLE)
		const ground = carryOut(plan)

		expect(plan.counts).toEqual({ created: 25, changed: 0, unchanged: 0 })
		expect(totalsIn(ground)).toMatchObject({ cash: 707_00, cheque: 1438_00, ancv: 318_50, unknown: 0, total: 2463_50 })
		expect(ground.seasons).toMatchObject([
			{ name: '2025-2026', startsOn: '2025-09-01', endsOn: '2026-08-31', clubPrice: 135_00, mjcPrice: 23_50 }
		])
		expect(plan.files[0]?.findings.filter(({ code }) => code === 'old-status-differs')).toEqual([])
	})

	test('gives each membership the standing that the file says', () => {
		const ground = carryOut(planOld(SAMPLE))
		const received = receivedByMembership(ground.payments)
		const [season] = ground.seasons
		if (!season) throw new Error('no season')

		const statuses = ground.memberships.map(
			(membership) => standingOf(season, membership, received.get(membership.id)).status
		)

		// The person who is on two lines is one, and has paid.
		expect(Map.groupBy(statuses, (status) => status).get('paid')).toHaveLength(15)
		expect(Map.groupBy(statuses, (status) => status).get('partial')).toHaveLength(4)
		expect(Map.groupBy(statuses, (status) => status).get('unpaid')).toHaveLength(6)
	})

	test('changes nothing when the same file comes again', () => {
		const once = carryOut(planOld(SAMPLE))
		const again = planOld(SAMPLE, { ground: once })

		expect(again.writes).toEqual([])
		expect(again.counts).toEqual({ created: 0, changed: 0, unchanged: 25 })
		expect(again.open).toBe(0)
	})

	test('changes nothing either where two lines were said to be two people', () => {
		const decisions = { '0:23': 'new' } as const
		const once = carryOut(planOld(SAMPLE, { decisions }))

		expect(once.members).toHaveLength(26)
		expect(planOld(SAMPLE, { ground: once }).writes).toEqual([])
		expect(planOld(SAMPLE, { ground: { ...once, members: once.members.toReversed() } }).writes).toEqual([])
	})

	test('takes two lines of one person for one, says so, and lets that be denied', () => {
		const plan = planOld(SAMPLE)

		expect(plan.files[0]?.findings).toContainEqual({ code: 'old-same-person', row: 23, other: 1 })
		expect(plan.questions).toMatchObject([{ key: '0:23', kind: 'twice' }])
		expect(planOld(SAMPLE, { decisions: { '0:23': 'new' } }).questions).toMatchObject([
			{ key: '0:23', kind: 'answered', options: [{ key: '0:1' }] }
		])
	})

	test('adds up what two lines of one person paid', () => {
		const two = clubOf(ZOE.replace(', 0,', ', 10,'), ZOE.replace(', 0,', ', 20,'))

		const ground = carryOut(planOld([dated(two)]))

		expect(ground.memberships).toHaveLength(1)
		expect(totalsIn(ground).cash).toBe(30_00)
	})

	test('keeps answers without a day, and none where nobody was asked', () => {
		const { consents, members } = carryOut(planOld(SAMPLE))
		const answersOf = (lastName: string) =>
			consents.filter(({ memberId }) => memberId === members.find((one) => one.lastName === lastName)?.id)

		expect(answersOf('GIRARD')).toMatchObject([
			{ purpose: 'data', given: false, on: '', source: 'import' },
			{ purpose: 'image', given: false }
		])
		expect(answersOf('BONNET')).toEqual([])
	})

	test('leaves the doubtful birth date out, unless it is said to be real', () => {
		expect(memberNamed(carryOut(planOld(SAMPLE)), 'LAURENT')?.birthDate).toBe('')
		expect(memberNamed(carryOut(planOld(SAMPLE, { realDays: ['0:12'] })), 'LAURENT')?.birthDate).toBe('2000-01-01')
	})

	test('takes health over only when asked to', () => {
		const first = [dated(oldSample('sample-v1.db'))]

		expect(memberNamed(carryOut(planOld(first)), 'DUBOIS')?.notes).toBe('')
		expect(memberNamed(carryOut(planOld(first, { health: true })), 'DUBOIS')?.notes).toBe('health : Allergie arachide')
	})

	test('writes clubs, positions with their holders’ time, and fields', () => {
		const ground = carryOut(planOld(SAMPLE))

		expect(ground.mjcClubs).toHaveLength(6)
		expect(ground.positions).toHaveLength(5)
		expect(ground.positionTerms).toHaveLength(3)
		expect(ground.positionTerms[0]).toMatchObject({
			memberId: memberNamed(ground, 'LE GOFF')?.id,
			from: '2025-09-01',
			to: '2026-09-01'
		})
		expect(ground.customFields.map(({ name }) => name)).toEqual(['Taille de maillot', 'Licence fédérale'])
	})
})

describe('seasons of one club', () => {
	const earlier = dated(clubOf(ZOE, "'BLANC', 'Luc', NULL, 'luc@example.org', '', 12, ''"), { name: '2023-2024' })
	const later = dated(clubOf(ZOE.replace("'1 rue A'", "'9 rue B'"), "'NOIR', 'Ana', NULL, '', '', 0, ''"), {
		name: '2024-2025'
	})

	test.each([
		['the earlier first', [earlier, later]],
		['the later first', [later, earlier]]
	])('become one register at once, %s', (_, files) => {
		const ground = carryOut(planOld(files))

		expect(ground.members.map(({ lastName }) => lastName).toSorted()).toEqual(['BLANC', 'NOIR', 'ROUX'])
		expect(ground.memberships).toHaveLength(4)
		expect(memberNamed(ground, 'ROUX')?.address).toBe('9 rue B')
	})

	test('become one register one after the other too, and the register is right where both say something', () => {
		const ground = carryOut(planOld([later]))
		const plan = planOld([earlier], { ground })

		expect(plan.counts).toEqual({ created: 1, changed: 1, unchanged: 0 })
		expect(memberNamed(carryOut(plan, ground), 'ROUX')?.address).toBe('9 rue B')
		expect(plan.people[0]?.kept).toEqual([{ field: 'address', from: '9 rue B', to: '1 rue A' }])
	})

	test('give way to the file where the person says so', () => {
		const ground = carryOut(planOld([earlier]))

		expect(memberNamed(carryOut(planOld([later], { ground, fileWins: true }), ground), 'ROUX')?.address).toBe('9 rue B')
	})

	test('make one time of seasons in a row that somebody held a position', () => {
		const held = (name: string) =>
			dated(
				oldClubOf((database) => {
					database.exec("INSERT INTO members (last_name, mail) VALUES ('ROUX', 'zoe@example.org')")
					database.exec("INSERT INTO positions (name, type, assigned_to) VALUES ('Présidente', 'Président', 1)")
				}),
				{ name }
			)
		const three = [held('2024-2025'), held('2026-2027'), held('2025-2026')]

		const ground = carryOut(planOld(three))

		expect(ground.positionTerms).toMatchObject([{ from: '2024-09-01', to: '' }])
		expect(planOld(three, { ground }).writes).toEqual([])
		const first = carryOut(planOld([held('2024-2025')]))
		const second = carryOut(planOld([held('2025-2026')], { ground: first }), first)
		expect(second.positionTerms).toMatchObject([{ from: '2024-09-01', to: '2026-09-01' }])
	})
})

describe('whom a row is about', () => {
	const known = () => carryOut(planOld([dated(clubOf(ZOE))]))
	const planFor = (row: string, decisions = {}) =>
		planOld([dated(clubOf(row), { name: '2026-2027' })], { ground: known(), decisions })

	test.each([
		['the same with a capital and an accent less', "'Roux', 'ZOE', '2001-05-05', '', '', 0, ''"],
		['the same by mail, without a birth date', "'ROUX', 'Zoé', NULL, 'ZOE@example.org', '', 0, ''"],
		['the same with the names changed round', "'Zoé', 'Roux', '2001-05-05', '', '', 0, ''"]
	])('is sure: %s', (_, row) => {
		expect(planFor(row)).toMatchObject({ open: 0, counts: { created: 0, changed: 1 } })
	})

	test.each([
		['the name and the telephone', "'ROUX', 'Zoé', NULL, '', '+33 6 39 98 12 01', 0, ''"],
		['the name alone', "'ROUX', 'Zoé', NULL, '', '', 0, ''"],
		['another surname with the same mail', "'PETIT', 'Zoé', NULL, 'zoe@example.org', '', 0, ''"]
	])('is asked: %s', (_, row) => {
		const plan = planFor(row)

		expect(plan).toMatchObject({ open: 1, questions: [{ key: '0:1', kind: 'doubt', options: [{ isKnown: true }] }] })
		expect(plan.writes.filter(({ table }) => table === 'members' || table === 'memberships')).toEqual([])
	})

	test('is somebody new when the birth dates differ', () => {
		expect(planFor("'ROUX', 'Zoé', '1990-01-02', 'zoe@example.org', '', 0, ''")).toMatchObject({
			open: 0,
			counts: { created: 1 }
		})
	})

	test('is what the person answered', () => {
		const row = "'ROUX', 'Zoé', NULL, '', '', 0, ''"
		const id = planFor(row).questions[0]?.options[0]?.key ?? ''

		expect(planFor(row, { '0:1': 'new' })).toMatchObject({ open: 0, counts: { created: 1, changed: 0 } })
		expect(id).not.toBe('')
	})

	test('is asked only about those whom no surer row is about', () => {
		const rows = clubOf("'ROUX', 'Zoé', NULL, '', '', 0, ''", ZOE)

		expect(planOld([dated(rows)], { ground: known() })).toMatchObject({ open: 0, counts: { created: 1, unchanged: 1 } })
	})
})

describe('money that is there already', () => {
	test('stays as it was written down since', () => {
		const file = dated(clubOf(ZOE.replace(', 0,', ', 30,')))
		const ground = carryOut(planOld([file]))
		const [payment] = ground.payments
		const mended = { ...ground, payments: [{ ...payment, means: 'transfer' }] } as OldGround

		const plan = planOld([file], { ground: mended })

		expect(plan.writes).toEqual([])
		expect(plan.files[0]?.findings).toContainEqual({ code: 'old-payments-kept', row: 1 })
	})

	test('is not written down twice for two files of one season', () => {
		const file = dated(clubOf(ZOE.replace(', 0,', ', 30,')))

		expect(totalsIn(carryOut(planOld([file, file]))).cash).toBe(30_00)
	})

	test('is added to a membership without any', () => {
		const ground = carryOut(planOld([dated(clubOf(ZOE))]))
		const plan = planOld([dated(clubOf(ZOE.replace(', 0,', ', 30,')))], { ground })

		expect(plan.counts.changed).toBe(1)
		expect(totalsIn(carryOut(plan, ground)).cash).toBe(30_00)
	})

	test('makes a reduction of what somebody was to pay less', () => {
		const first = carryOut(planOld([dated(oldSample('sample-v1.db'), { mjcPrice: 30_00 })]))
		const martin = memberNamed(first, 'MARTIN')
		const [season] = first.seasons
		const id = martin && season && membershipIdOf(season.id, martin.id)

		expect(first.memberships.find((one) => one.id === id)).toMatchObject({
			reduction: 10_00,
			reductionReason: 'repris'
		})
	})
})
