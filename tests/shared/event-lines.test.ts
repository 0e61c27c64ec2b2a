import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { MailingEvent } from '#shared/wire/event.ts'
import { readEvents } from '#shared/wire/event-lines.ts'

const SENT = {
	type: 'result',
	seq: 7,
	recipientId: 'r-1',
	attempt: 1,
	outcome: 'sent',
	messageId: '<a@example.org>',
	tries: 1,
	at: '2026-11-22T18:30:00.000Z'
}

/** Values that a member of an event may have by mistake, or rightly. */
const anything = fc.oneof(
	fc.jsonValue(),
	fc.constantFrom(
		'sent',
		'failed',
		'result',
		'done',
		true,
		1,
		'',
		'r/1',
		'x'.repeat(65),
		'2026-13-45T99:00:00Z',
		'recipient'
	)
)

describe('readEvents', () => {
	test('takes for a message that was sent what the schema takes for one, and nothing else', () => {
		const names = [...Object.keys(SENT), 'replayed', 'scope', 'reply'] as const
		fc.assert(
			fc.property(fc.constantFrom(...names), fc.option(anything, { nil: undefined }), (name, changed) => {
				const event = { ...SENT, [name]: changed }
				const bySchema = v.safeParse(MailingEvent, event)

				if (bySchema.success) expect(readEvents([event])).toEqual([bySchema.output])
				else if (name === 'type' && typeof changed === 'string' && changed !== 'done')
					expect(readEvents([event])).toEqual([])
				else expect(() => readEvents([event])).toThrow()
			}),
			{ numRuns: 2000 }
		)
	})

	test('leaves out events of a type that it does not know', () => {
		expect(readEvents([{ type: 'weather', seq: 2 }, SENT])).toEqual([SENT])
	})

	test.each([
		['recipient', 'address-refused'],
		['message', 'message-refused'],
		['account', 'sender-refused'],
		['connection', 'connection-lost']
	])('takes an unknown code about the %s for the nearest that it knows', (scope, code) => {
		const failed = { ...SENT, outcome: 'failed', code: 'moon-in-the-way', scope, reply: '550 no' }

		expect(readEvents([failed])).toEqual([{ ...failed, code }])
	})

	test('forgets an unknown code of which nothing else is said', () => {
		const paused = {
			type: 'paused',
			seq: 3,
			reason: 'account',
			resumeInMs: null,
			code: 'moon-in-the-way',
			reply: '5.9.9'
		}

		expect(readEvents([paused])).toEqual([{ ...paused, code: undefined }])
	})

	test.each([[null], ['text'], [{}], [{ type: 7 }], [{ type: 'done', seq: 1 }]])('throws on %j', (value) => {
		expect(() => readEvents([value])).toThrow()
	})
})
