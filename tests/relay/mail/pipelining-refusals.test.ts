import { describe, expect, test } from 'vitest'
import type { Session } from '#relay/mail/session.ts'
import {
	addressOf,
	at,
	brief,
	letter,
	open,
	reached,
	recordPieces,
	sendAll,
	start
} from '#tests/support/pipelined-letters.ts'

describe('a session where PIPELINING is offered and something is refused', () => {
	test('finds every refused recipient among good ones, first and last ones too', async () => {
		const bad = [1, 4, 5, 8]
		const rejectRcpt = Object.fromEntries(bad.map((n) => [letter(n).to, '550 5.1.1 No such user']))
		const { server, mailer } = await start({ rejectRcpt })
		const session = await open(mailer, server)

		const deliveries = await sendAll(session, [1, 2, 3, 4, 5, 6, 7, 8].map(letter))

		expect(deliveries.map(brief)).toEqual(
			[1, 2, 3, 4, 5, 6, 7, 8].map((n) => (bad.includes(n) ? 'failed address-unknown' : 'sent'))
		)
		expect(reached(server)).toEqual(addressOf(2, 3, 6, 7))
		expect(server.connections).toBe(1)
	})

	test('goes on after a message that was refused at its end, whose successor was announced', async () => {
		const { server, mailer } = await start(at(1, 'dot', '554 5.6.0 Looks odd'))
		const session = await open(mailer, server)

		const deliveries = await sendAll(session, [1, 2].map(letter))

		expect(deliveries.map(brief)).toEqual(['failed message-refused', 'sent'])
		expect(reached(server)).toEqual(addressOf(2))
	})

	// Rule 4.
	test('sends no content where MAIL failed and 354 came all the same: it would go to the envelope before', async () => {
		const { server, mailer } = await start({ trusting: true, ...at(2, 'mail', '451 4.3.0 Later') })
		const session = await open(mailer, server)

		const deliveries = await sendAll(session, [1, 2].map(letter))

		expect(deliveries.map(brief)).toEqual(['sent', 'failed temporarily-refused'])
		expect(session.usable).toBe(false)
		await expect.poll(() => server.open).toBe(0)
		expect(reached(server)).toEqual(addressOf(1))
	})

	test('leaves the message to another session where MAIL is nested, and that server to two round trips', async () => {
		let nested = false
		const { server, mailer } = await start({
			trusting: true,
			script: ({ stage, message }) => {
				if (nested || stage !== 'mail' || message !== 2) return undefined
				nested = true
				return '503 5.5.1 Nested MAIL command'
			}
		})
		const first = await sendAll(await open(mailer, server), [1, 2].map(letter))

		const second = await sendAll(await open(mailer, server), [2, 3].map(letter))

		expect(first.map(brief)).toEqual(['sent', 'unsent'])
		expect(second.map(brief)).toEqual(['sent', 'sent'])
		expect(reached(server)).toEqual(addressOf(1, 2, 3))
		expect(recordPieces(server).slice(-4).join('|')).not.toContain('. MAIL')
	})

	// Rule 5.
	test('ends with a lone dot what a server wants although it refused the only recipient', async () => {
		const { server, mailer } = await start({ trusting: true, rejectRcpt: { [letter(2).to]: '550 5.1.1 No such user' } })
		const session = await open(mailer, server)

		const deliveries = await sendAll(session, [1, 2, 3].map(letter))

		expect(deliveries.map(brief)).toEqual(['sent', 'failed address-unknown', 'sent'])
		expect(reached(server)).toEqual(addressOf(1, 3))
		expect(server.connections).toBe(1)
	})

	test.each([
		[
			'another message is sent',
			async (session: Session) => brief(await session.send(letter(3), () => Promise.resolve())),
			'unsent'
		],
		['the session is closed', async (session: Session) => await session.close(), undefined]
	])('closes without a dot when %s after one was announced', async (_what, act, outcome) => {
		const { server, mailer } = await start()
		const session = await open(mailer, server)
		const delivery = await session.send(
			letter(1),
			() => Promise.resolve(),
			() => letter(2)
		)

		const then = await act(session)

		expect(brief(delivery)).toBe('sent')
		expect(then).toBe(outcome)
		expect(session.usable).toBe(false)
		await expect.poll(() => server.open).toBe(0)
		expect(reached(server)).toEqual(addressOf(1))
		expect(server.commands).not.toContain('QUIT')
	})

	test('says QUIT when it is closed after a message was announced that the server does not want', async () => {
		const { server, mailer } = await start({ rejectRcpt: { [letter(2).to]: '550 5.1.1 No such user' } })
		const session = await open(mailer, server)
		await session.send(
			letter(1),
			() => Promise.resolve(),
			() => letter(2)
		)

		await session.close()

		expect(server.commands.at(-1)).toBe('QUIT')
	})

	// Rule 6.
	test.each(['mail', 'rcpt', 'data'] as const)('stops at 421 to an announced %s', async (stage) => {
		const { server, mailer } = await start(at(2, stage, { then: 'close', reply: '421 4.3.2 Shutting down' }))
		const session = await open(mailer, server)

		const deliveries = await sendAll(session, [1, 2, 3].map(letter))

		expect(brief(deliveries[0])).toBe('sent')
		expect(
			deliveries.slice(1).every((delivery) => delivery.outcome === 'failed' || delivery.outcome === 'unsent')
		).toBe(true)
		expect(session.usable).toBe(false)
		expect(reached(server)).toEqual(addressOf(1))
	})
})
