import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ageOn, type Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { membershipIdOf, type MembershipId } from '#shared/membership.ts'
import { sumOf } from '#shared/money.ts'
import { PAYMENT_MEANS, paymentOf, type Payment, type PaymentId } from '#shared/payment.ts'
import { foldText } from '#shared/search.ts'
import type { Season, SeasonId } from '#shared/season.ts'
import { AGE_BANDS, compareSeasons, countSeason, type SeasonRows } from '#shared/season-numbers.ts'
import { standingOf, receivedByMembership } from '#shared/standing.ts'
import { membershipOf, paymentDraft, seasonDraft } from '../support/money.ts'
import { runToEnd } from '../support/run-to-end.ts'

const SEASON: Season = { ...seasonDraft(), id: 's2' as SeasonId, createdAt: 1, updatedAt: 1 }
const CITIES = ['', ' ', 'Dijon', 'DIJON', 'dijon ', 'Chenôve', 'Chenove', 'Fontaine-lès-Dijon', 'fontaine les dijon']

type People = Record<string, { birthDate?: string; city?: string }>

function rowsOf(people: People, payments: Payment[] = []): SeasonRows {
	return {
		season: SEASON,
		memberships: Object.keys(people).map((id) => membershipOf('s2', id)),
		payments,
		find: (id) => ({ birthDate: '', city: '', ...people[id] }) as ReturnType<SeasonRows['find']>
	}
}

let payments = 0
function paid(shares: [season: string, member: string, amount: number][], fields = {}): Payment {
	const amounts = Object.fromEntries(
		shares.map(([season, member, amount]) => [membershipIdOf(season as SeasonId, member as MemberId), amount])
	)
	return paymentOf(paymentDraft(amounts, fields), { id: `p${payments++}` as PaymentId, createdAt: 1, updatedAt: 1 })
}

const aPerson = fc.record({
	isMember: fc.boolean(),
	wasMember: fc.boolean(),
	birthDate: fc.constantFrom(
		'',
		'2020-09-01',
		'2020-09-02',
		'2008-09-01',
		'1966-02-29',
		'1960-01-01',
		'2027-01-01',
		'1800-01-01'
	),
	city: fc.constantFrom(...CITIES),
	terms: fc.record({
		paymentType: fc.constantFrom('club_mjc' as const, 'club_only' as const),
		reduction: fc.constantFrom(0, 33_33, 500_00),
		isExempt: fc.boolean()
	})
})
const aPayment = fc.record({
	shares: fc.uniqueArray(
		fc.tuple(fc.constantFrom('s1', 's2'), fc.nat(8).map(String), fc.integer({ min: 1, max: 200_00 })),
		{ minLength: 1, maxLength: 4, selector: ([season, member]) => `${season}:${member}` }
	),
	means: fc.constantFrom(...PAYMENT_MEANS),
	isRefund: fc.boolean()
})

describe('the numbers of a season', () => {
	test('are what a count by hand gives, to the person and to the cent', () => {
		fc.assert(
			fc.property(fc.array(aPerson, { maxLength: 8 }), fc.array(aPayment, { maxLength: 12 }), (people, money) => {
				const here = people.flatMap((person, at) => (person.isMember ? [{ ...person, id: String(at) }] : []))
				const before = people.flatMap((person, at) => (person.wasMember ? [membershipOf('s1', String(at))] : []))
				const memberships = here.map(({ id, terms }) => membershipOf('s2', id, terms))
				const all = money.map(({ shares, ...fields }) => paid(shares, fields))
				const rows: SeasonRows = {
					...{ season: SEASON, memberships, payments: all },
					find: (id) => people[Number(id)] as ReturnType<SeasonRows['find']>
				}

				const numbers = runToEnd(countSeason(rows))

				const standings = memberships.map((one) => standingOf(SEASON, one, receivedByMembership(all).get(one.id)))
				const asked = standings.filter(({ status }) => status !== 'refunded')
				const ofSeason = all.flatMap((one) => one.shares.map((share) => ({ ...one, ...share })))
				const inTill = (means: string) =>
					sumOf(
						ofSeason
							.filter((one) => one.means === means && one.membershipId.startsWith('s2:'))
							.map((one) => (one.isRefund ? -one.amount : one.amount))
					)
				const gone = (id: MembershipId) => !memberships.some((one) => one.id === id)
				expect(numbers.members).toBe(here.length)
				expect(numbers.money.due).toBe(sumOf(asked.map(({ due }) => due)))
				for (const means of PAYMENT_MEANS) expect(numbers.money.received[means]).toBe(inTill(means))
				expect(numbers.money.received.total).toBe(sumOf(PAYMENT_MEANS.map(inTill)))
				expect(numbers.money.owed).toBe(sumOf(standings.map(({ balance }) => Math.max(balance, 0))))
				const { due, owed, surplus, received, forGone } = numbers.money
				expect(due - owed + surplus).toBe(received.total - forGone)
				expect(forGone).toBe(
					sumOf(
						ofSeason
							.filter(({ membershipId: id }) => id.startsWith('s2:') && gone(id))
							.map((one) => (one.isRefund ? -one.amount : one.amount))
					)
				)
				for (const [status, count] of Object.entries(numbers.statuses)) {
					expect(count).toBe(standings.filter((one) => one.status === status).length)
				}
				for (const [at, { from, to = 122 }] of AGE_BANDS.entries()) {
					const inBand = here.filter(({ birthDate }) => {
						const age = birthDate === '' ? -1 : ageOn(birthDate as Day, SEASON.startsOn)
						return from <= age && age <= to
					})
					expect(numbers.ages.bands[at]).toBe(inBand.length)
				}
				expect(sumOf(numbers.ages.bands) + numbers.ages.unknown).toBe(here.length)
				for (const { name, count } of numbers.cities) {
					const key = (city: string) => foldText(city).trim().replaceAll('-', ' ')
					expect(here.filter(({ city }) => key(city) === key(name))).toHaveLength(count)
				}
				expect(sumOf(numbers.cities.map(({ count }) => count)) + numbers.unknownCity).toBe(here.length)

				const { joined, renewed, lost } = runToEnd(compareSeasons(memberships, before))
				expect(renewed).toBe(people.filter(({ isMember, wasMember }) => isMember && wasMember).length)
				expect(joined).toBe(people.filter(({ isMember, wasMember }) => isMember && !wasMember).length)
				expect(lost).toBe(people.filter(({ isMember, wasMember }) => !isMember && wasMember).length)
			}),
			{ numRuns: 300 }
		)
	})

	test('count ages on the first day of the season, and tell a wrong birth date from an old man', () => {
		const people = {
			a: { birthDate: '2020-09-02' },
			b: { birthDate: '2020-09-01' },
			c: { birthDate: '1925-01-01' },
			d: { birthDate: '0196-01-01' },
			e: { birthDate: '2027-01-01' },
			f: {}
		}

		const { ages } = runToEnd(countSeason(rowsOf(people)))

		expect(ages).toEqual({ bands: [1, 1, 0, 0, 0, 0, 1], unknown: 3 })
	})

	test('spell a town as most do, and put it together whatever its case, accents and hyphens', () => {
		const people = {
			...{ a: { city: 'Dijon' }, b: { city: 'DIJON' }, c: { city: 'Fontaine-lès-Dijon' } },
			...{ d: { city: 'fontaine les dijon' }, e: { city: 'Fontaine-lès-Dijon' }, f: { city: ' ' }, g: { city: 'Arc' } }
		}

		const { cities, unknownCity } = runToEnd(countSeason(rowsOf(people)))

		expect(cities).toEqual([
			{ name: 'Fontaine-lès-Dijon', count: 3 },
			{ name: 'Dijon', count: 2 },
			{ name: 'Arc', count: 1 }
		])
		expect(unknownCity).toBe(1)
	})

	test('take of a cheque for two seasons what is for this one, and keep what was paid for people who are gone', () => {
		const money = [
			paid([
				['s1', 'a', 70_00],
				['s2', 'a', 100_00]
			]),
			paid([['s2', 'gone', 30_00]], { means: 'cheque' })
		]

		const { money: sums } = runToEnd(countSeason(rowsOf({ a: {} }, money)))

		expect(sums).toMatchObject({ due: 150_00, owed: 50_00, surplus: 0, forGone: 30_00 })
		expect(sums.received).toMatchObject({ cash: 100_00, cheque: 30_00, total: 130_00 })
	})

	test('ask nothing more of who had all his money back, and say what was paid too much', () => {
		const money = [
			paid([['s2', 'a', 150_00]]),
			paid([['s2', 'a', 150_00]], { isRefund: true }),
			paid([['s2', 'b', 170_00]])
		]

		const { money: sums, statuses } = runToEnd(countSeason(rowsOf({ a: {}, b: {} }, money)))

		expect(sums).toMatchObject({ due: 150_00, owed: 0, surplus: 20_00 })
		expect(statuses).toEqual({ unpaid: 0, partial: 0, paid: 1, exempt: 0, refunded: 1 })
	})

	test('are nothing for nobody', () => {
		const numbers = runToEnd(countSeason(rowsOf({})))

		expect(numbers).toMatchObject({ members: 0, cities: [], unknownCity: 0, money: { due: 0, owed: 0, surplus: 0 } })
	})

	test('rest often: never more than some hundred rows at a time', () => {
		const people = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [String(at), { city: `Ville ${at}` }]))
		const money = Object.keys(people).map((id) => paid([['s2', id, 1_00]]))

		const rests = [...countSeason(rowsOf(people, money))].length

		expect(rests).toBeGreaterThanOrEqual(3 * (5_000 / 200))
	})
})
