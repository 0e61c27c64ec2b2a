import { describe, expect, test } from 'vitest'
import type { MemberId } from '#shared/member.ts'
import { amountDue, carriedOver, EMPTY_MEMBERSHIP, membershipIdOf, splitMembershipId } from '#shared/membership.ts'
import type { SeasonId } from '#shared/season.ts'
import { seasonDraft } from '../support/money.ts'

const season = seasonDraft({
	otherPrices: [
		{ id: 'licence', label: 'Licence', amount: 20_00 },
		{ id: 'second', label: 'Deuxième activité', amount: 35_50 }
	]
})

describe('amountDue', () => {
	const due = (fields: Partial<typeof EMPTY_MEMBERSHIP>) => amountDue(season, { ...EMPTY_MEMBERSHIP, ...fields })

	test('adds the club, the MJC where it is paid here, and the prices that were chosen', () => {
		expect(due({})).toBe(150_00)
		expect(due({ paymentType: 'club_only' })).toBe(100_00)
		expect(due({ otherPriceIds: ['licence', 'second', 'gone'] })).toBe(205_50)
	})

	test('takes a reduction off, never to less than nothing, and asks nothing of who is exempt', () => {
		expect(due({ reduction: 30_00 })).toBe(120_00)
		expect(due({ reduction: 200_00 })).toBe(0)
		expect(due({ isExempt: true })).toBe(0)
	})
})

test('a key says whose membership it is and in which season', () => {
	const [seasonId, memberId] = [crypto.randomUUID() as SeasonId, crypto.randomUUID() as MemberId]

	expect(splitMembershipId(membershipIdOf(seasonId, memberId))).toEqual({ seasonId, memberId })
})

test('what is paid for goes on in the next season, a reduction does not', () => {
	const membership = {
		...EMPTY_MEMBERSHIP,
		...{ paymentType: 'club_only' as const, mjcClubId: 'mjc', otherPriceIds: ['licence'] }
	}

	expect(carriedOver({ ...membership, reduction: 10_00, isExempt: true, note: 'x' })).toEqual(membership)
})
