import { describe, expect, test } from 'vitest'
import type { Failure } from '#relay/mail/session.ts'
import { laterMs, nextStep } from '#relay/mailings/next-step.ts'

const MINUTE_MS = 60_000
const PUT_OFF: Failure = {
	code: 'temporarily-refused',
	scope: 'recipient',
	temporary: true,
	throttle: false,
	reply: '450 4.2.0 Later'
}
const GREYLISTED: Failure = { ...PUT_OFF, greylisted: true }

/** The steps after each try in turn, until it is settled. */
function steps(failure: Failure, maxRetries: number): string[] {
	const seen: string[] = []
	for (let tries = 0; seen.at(-1) !== 'settled'; tries += 1)
		seen.push(nextStep(failure, { tries, deferrals: 0 }, maxRetries))
	return seen
}

describe('nextStep', () => {
	test.each([
		['a temporary refusal is tried as often as asked for', PUT_OFF, 2, ['again', 'again', 'settled']],
		['one for good is not', { ...PUT_OFF, temporary: false }, 2, ['settled']],
		['a greylisted one goes on later', GREYLISTED, 1, ['again', 'later', 'later', 'later', 'later', 'settled']],
		['unless nothing is to be tried twice', GREYLISTED, 0, ['settled']]
	])('%s', (_, failure, maxRetries, expected) => {
		expect(steps(failure, maxRetries)).toEqual(expected)
	})

	test('lets nobody fail for what the account is to blame for, however long it lasts', () => {
		const tried = { tries: 0, deferrals: 1000 }
		const refused: Failure = { ...PUT_OFF, code: 'sender-refused', scope: 'account', temporary: false }
		const limited: Failure = { ...PUT_OFF, code: 'sending-limit', scope: 'account', throttle: true }

		expect([nextStep(refused, tried, 0), nextStep(limited, tried, 0)]).toEqual(['deferred', 'deferred'])
	})

	test('lets a recipient fail whom the account may not write to, when a person has gone on twice', () => {
		const denied: Failure = { ...PUT_OFF, code: 'relay-denied', scope: 'account', stage: 'rcpt', temporary: false }
		const after = (blamed: number) => nextStep(denied, { tries: 0, deferrals: blamed, blamed }, 2)

		expect([after(0), after(1), after(2)]).toEqual(['deferred', 'deferred', 'settled'])
	})

	test('gives up a message that a slow server puts off for the ninth time', () => {
		const slow: Failure = { ...PUT_OFF, throttle: true }
		const after = (deferrals: number) => nextStep(slow, { tries: 0, deferrals }, 2)

		expect([after(0), after(7), after(8)]).toEqual(['deferred', 'deferred', 'settled'])
	})
})

describe('laterMs', () => {
	test('grows from five minutes to half an hour', () => {
		expect([2, 3, 4, 5].map((tries) => laterMs(GREYLISTED, tries, 2) / MINUTE_MS)).toEqual([5, 10, 20, 30])
	})

	test('is a little more than the server says, within reason', () => {
		const waits = [1000, 300_000, 86_400_000].map((waitMs) => laterMs({ ...GREYLISTED, waitMs }, 2, 2))

		expect(waits).toEqual([MINUTE_MS, 305_000, 60 * MINUTE_MS])
	})
})
