import { describe, expect, test } from 'vitest'
import type { Failure } from '#relay/mail/session.ts'
import { Breaker } from '#relay/mailings/breaker.ts'

const REFUSAL: Failure = {
	code: 'address-unknown',
	scope: 'recipient',
	stage: 'rcpt',
	temporary: false,
	throttle: false,
	reply: '550 5.1.1 Unknown'
}
const SPAM: Failure = { ...REFUSAL, code: 'message-refused', scope: 'message', stage: 'content', reply: '554 Spam' }
const POLICY: Failure = { ...REFUSAL, code: 'address-refused', policy: true, reply: '550 5.7.1 Policy' }
const CONFUSED: Failure = { ...REFUSAL, code: 'smtp-protocol', scope: 'connection', stage: 'mail', reply: '503 What?' }
const PUT_OFF: Failure = { ...REFUSAL, code: 'temporarily-refused', stage: 'content', temporary: true, reply: '451 No' }

const FAILURES: Record<string, Failure> = { r: REFUSAL, m: SPAM, t: PUT_OFF, p: POLICY, c: CONFUSED }

/** Feeds outcomes, one sign each, and tells after how many the breaker trips each time. */
function tripsAfter(outcomes: string, failures = FAILURES) {
	const breaker = new Breaker()
	const trips: number[] = []
	for (const [index, sign] of [...outcomes].entries()) {
		const failure = failures[sign]
		if (breaker.note({ outcome: failure ? 'failed' : 'sent' }, failure)) trips.push(index + 1)
	}
	return trips
}

describe('Breaker', () => {
	test.each([
		['a fifth of twenty recipients is refused', `${'.'.repeat(16)}rrrr`, [20]],
		['less than a fifth is', `${'.'.repeat(17)}rrr${'.'.repeat(80)}`, []],
		['all of fewer than twenty are', 'r'.repeat(19), []],
		['the share grows past a fifth later', `${'.'.repeat(40)}${'r'.repeat(10)}`, [50]],
		['twenty are refused in a row after a thousand were accepted', `${'.'.repeat(1000)}${'r'.repeat(20)}`, [1020]],
		['the content is refused twice in a row', 'mm', [2]],
		['the content is refused, but not in a row', 'm.m.m', []],
		['anything else fails three times alike', 'ttt', [3]],
		['recipients are refused three times in a row for who sends', 'ppp', [3]],
		['recipients are refused for who sends, and others accepted', 'pp.pp', []],
		['server and relay do not understand each other, three times', 'ccc', [3]],
		['failures that are not alike follow each other', 'tmtm', []]
	])('when %s', (_, outcomes, expected) => {
		expect(tripsAfter(outcomes)).toEqual(expected)
	})

	test('asks again only after twice as many', () => {
		expect(tripsAfter('m'.repeat(15))).toEqual([2, 6, 14])
		expect(tripsAfter('r'.repeat(139))).toEqual([20, 60])
		expect(tripsAfter('r'.repeat(140))).toEqual([20, 60, 140])
	})

	test('says whose business it is: the account and its list, or the message', () => {
		const breaker = new Breaker()
		const note = (failure: Failure) => breaker.note({ outcome: 'failed' }, failure)

		for (let n = 0; n < 19; n += 1) note(REFUSAL)
		const list = note(REFUSAL)
		for (let n = 0; n < 3; n += 1) note(SPAM)
		const message = note(SPAM)

		expect(list).toEqual({ reason: 'account', resumeAt: null, code: 'address-unknown', reply: '550 5.1.1 Unknown' })
		expect(message).toEqual({ reason: 'message', resumeAt: null, code: 'message-refused', reply: '554 Spam' })
	})

	test('does not count lost connections, nor what is uncertain', () => {
		const breaker = new Breaker()
		const lost: Failure = { ...REFUSAL, code: 'connection-lost', scope: 'connection', stage: undefined }

		const pauses = Array.from({ length: 30 }, (_, n) =>
			breaker.note({ outcome: n % 2 === 0 ? 'failed' : 'uncertain' }, lost)
		)

		expect(pauses.filter(Boolean)).toEqual([])
	})
})
