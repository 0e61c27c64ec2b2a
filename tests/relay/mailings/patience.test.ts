import { describe, expect, test } from 'vitest'
import type { Failure } from '#relay/mail/session.ts'
import { Patience } from '#relay/mailings/patience.ts'

const MINUTE_MS = 60_000
const SLOW: Failure = {
	code: 'temporarily-refused',
	scope: 'connection',
	temporary: true,
	throttle: true,
	reply: '421 4.7.0 Slow down'
}
const LIMITED: Failure = { ...SLOW, code: 'sending-limit', scope: 'account' }

/** Minutes of each pause in turn, until a person is asked. */
function minutes(failure: Failure, patience = new Patience()): number[] {
	const waits: number[] = []
	for (let pause = patience.pauseFor(failure, 0); pause.resumeAt !== null; pause = patience.pauseFor(failure, 0))
		waits.push(pause.resumeAt / MINUTE_MS)
	return waits
}

describe('Patience', () => {
	test('waits longer each time for a server that is asked too fast, and asks the person after four hours', () => {
		expect(minutes(SLOW)).toEqual([0.5, 2, 10, 30, 30, 30, 30, 30, 30, 30, 30])
	})

	test('waits for more than a day for a sending limit to pass', () => {
		const waits = minutes(LIMITED)

		expect(waits.slice(0, 4)).toEqual([15, 45, 60, 60])
		expect(waits.reduce((a, b) => a + b)).toBe(26 * 60)
	})

	test('asks the person in the end', () => {
		const patience = new Patience()
		minutes(SLOW, patience)
		minutes(SLOW, patience)
		for (let n = 0; n < 11; n += 1) patience.pauseFor(SLOW, 0)

		expect(patience.pauseFor(SLOW, 0)).toEqual({
			reason: 'account',
			resumeAt: null,
			code: 'temporarily-refused',
			reply: '421 4.7.0 Slow down'
		})
	})

	test('waits as long as the server says, a day at most', () => {
		const waits = [90_000, 7 * 24 * 60 * MINUTE_MS].map(
			(waitMs) => new Patience().pauseFor({ ...LIMITED, waitMs }, 1000).resumeAt
		)

		expect(waits).toEqual([91_000, 24 * 60 * MINUTE_MS + 1000])
	})

	test('waits until the instant that the server names, unless that has passed', () => {
		const until = (waitUntil: number) => new Patience().pauseFor({ ...LIMITED, waitUntil }, 1000).resumeAt

		expect([until(500_000), until(500)]).toEqual([500_000, 15 * MINUTE_MS + 1000])
	})

	test('believes a server that names a short wait only once', () => {
		const patience = new Patience()
		const hasty: Failure = { ...SLOW, waitMs: 100 }

		expect([1, 2, 3].map(() => patience.pauseFor(hasty, 0).resumeAt)).toEqual([1000, 2 * MINUTE_MS, 10 * MINUTE_MS])
	})

	test('begins anew after a message was accepted', () => {
		const patience = new Patience()
		patience.pauseFor(SLOW, 0)
		patience.pauseFor(SLOW, 0)

		patience.reward()

		expect(patience.pauseFor(SLOW, 0).resumeAt).toBe(MINUTE_MS / 2)
	})

	test('leaves the account and the message to a person, and comes back to a server that is gone', () => {
		const { throttle: _, ...rest } = SLOW
		const pauseFor = (scope: Failure['scope']) => new Patience().pauseFor({ ...rest, throttle: false, scope }, 0)

		expect(pauseFor('account')).toMatchObject({ reason: 'account', resumeAt: null })
		expect(pauseFor('message')).toMatchObject({ reason: 'message', resumeAt: null })
		expect(pauseFor('connection')).toMatchObject({ reason: 'connection', resumeAt: MINUTE_MS / 2 })
	})
})
