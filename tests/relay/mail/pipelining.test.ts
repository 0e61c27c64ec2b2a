import { describe, expect, test } from 'vitest'
import {
	addressOf,
	at,
	brief,
	letter,
	open,
	reached,
	recordPieces,
	sendAll,
	start,
	verbs
} from '#tests/support/pipelined-letters.ts'
import { type Answer } from '#tests/support/smtp-server.ts'

describe('a session where PIPELINING is offered', () => {
	test.each(['none', 'starttls', 'tls'] as const)(
		'sends the end of a message with the envelope of the next (%s)',
		async (security) => {
			const { server, mailer } = await start({ security, ...(security !== 'none' && { users: { u: 'p' } }) })
			const session = await open(mailer, server, security)

			const deliveries = await sendAll(session, [1, 2, 3].map(letter))
			await session.close()

			expect(deliveries.map(brief)).toEqual(['sent', 'sent', 'sent'])
			expect(server.accepted.map(({ to, raw }) => ({ to, raw }))).toEqual(
				[1, 2, 3].map((n) => ({ to: [letter(n).to], raw: `Subject: ${n}\r\n\r\nBonjour ${n}\r\n.\r\nfin\r\n` }))
			)
			if (security === 'none')
				expect(recordPieces(server).filter((piece) => piece !== '')).toEqual([
					'MAIL RCPT DATA',
					'. MAIL RCPT DATA',
					'. MAIL RCPT DATA',
					'.',
					'QUIT'
				])
		}
	)

	test('sends one envelope in one piece where none is announced', async () => {
		const { server, mailer } = await start()
		const session = await open(mailer, server)

		for (const n of [1, 2]) expect(brief(await session.send(letter(n), () => Promise.resolve()))).toBe('sent')

		expect(recordPieces(server).filter((piece) => piece !== '')).toEqual(['MAIL RCPT DATA', '.', 'MAIL RCPT DATA', '.'])
	})

	test('asks step by step where it is not offered, or only before STARTTLS', async () => {
		const { server, mailer } = await start({
			security: 'starttls',
			users: { u: 'p' },
			extensions: [],
			script: ({ stage, line }) =>
				stage === 'ehlo' && server.commands.length === 1 && line.startsWith('EHLO')
					? '250-test.example\r\n250-PIPELINING\r\n250 STARTTLS'
					: undefined
		})
		const session = await open(mailer, server, 'starttls')
		const asked: string[] = []

		const delivery = await session.send(
			letter(1),
			() => Promise.resolve(),
			() => {
				asked.push('next')
				return letter(2)
			}
		)

		expect(brief(delivery)).toBe('sent')
		expect(asked).toEqual([])
		expect(server.commands.at(-1)).toBe('DATA')
		expect(server.commands.filter((line) => line.startsWith('MAIL'))).toHaveLength(1)
	})

	test('holds the last octet, and the next envelope with it, until the commit has resolved', async () => {
		const { server, mailer } = await start()
		const session = await open(mailer, server)
		const [atCommit, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]

		const sending = session.send(
			letter(1),
			() => {
				atCommit.resolve()
				return letGo.promise
			},
			() => letter(2)
		)
		await atCommit.promise
		await expect.poll(() => Buffer.concat(server.pieces).toString()).toContain('fin\r')

		expect(Buffer.concat(server.pieces).toString()).not.toContain('fin\r\n')
		expect(server.accepted).toHaveLength(0)
		letGo.resolve()
		expect(brief(await sending)).toBe('sent')
	})

	// Rule 3.
	test.each([
		['rcpt', '550 5.1.1 No such user', 'failed address-unknown'],
		['rcpt', '450 4.2.0 Greylisted', 'failed temporarily-refused'],
		['mail', '550 5.7.1 Not yours', 'failed sender-refused'],
		['data', '451 4.3.0 Later', 'failed temporarily-refused']
	] as const)('goes on after a refusal at %s: %s, the old envelope cleared first', async (stage, reply, outcome) => {
		const { server, mailer } = await start(at(2, stage, reply))
		const session = await open(mailer, server)

		const deliveries = await sendAll(session, [1, 2, 3, 4].map(letter))

		expect(deliveries.map(brief)).toEqual(['sent', outcome, 'sent', 'sent'])
		expect(reached(server)).toEqual(addressOf(1, 3, 4))
		expect(verbs(server).join(' ')).toBe('MAIL RCPT DATA MAIL RCPT DATA RSET MAIL RCPT DATA MAIL RCPT DATA')
		expect(server.connections).toBe(1)
	})

	test('takes 421 to the dot as not accepted, and leaves the announced one alone', async () => {
		const { server, mailer } = await start(at(1, 'dot', { then: 'close', reply: '421 4.3.2 Shutting down' }))
		const session = await open(mailer, server)

		const deliveries = await sendAll(session, [1, 2].map(letter))

		expect(deliveries.map(brief)).toEqual(['failed temporarily-refused', 'unsent'])
		expect(session.usable).toBe(false)
		expect(reached(server)).toEqual([])
	})

	test.each<[server: string, full: Answer]>([
		['Exim', { then: 'close', reply: '421 too many messages in this connection' }],
		['Stalwart', '452 4.4.5 Maximum number of messages per session exceeded.'],
		['IONOS', '451-Requested action aborted\r\n451 Mails per session limit']
	])('goes on elsewhere when %s has had enough messages over one connection', async (_server, full) => {
		const { server, mailer } = await start({
			script: ({ stage, message, connection }) =>
				stage === 'mail' && message === 3 && connection === 1 ? full : undefined
		})

		const first = await sendAll(await open(mailer, server), [1, 2, 3].map(letter))
		const second = await sendAll(await open(mailer, server), [3].map(letter))

		expect(first.slice(0, 2).map(brief)).toEqual(['sent', 'sent'])
		expect(first.slice(2).map(brief)).toEqual(['unsent'])
		expect(second.map(brief)).toEqual(['sent'])
	})

	// Rule 7.
	test('goes on with two round trips where what follows the dot is lost, and remembers it for that server', async () => {
		const { server, mailer } = await start({ losesAfter: 'dot' })

		const first = await sendAll(await open(mailer, server), [1, 2].map(letter))
		const second = await sendAll(await open(mailer, server), [2, 3, 4].map(letter))

		expect(first.map(brief)).toEqual(['sent', 'unsent'])
		expect(second.map(brief)).toEqual(['sent', 'sent', 'sent'])
		expect(reached(server)).toEqual(addressOf(1, 2, 3, 4))
	})

	test('goes on step by step where it hears nothing to an envelope in one piece either', async () => {
		const { server, mailer } = await start({ losesAfter: 'command' })

		const outcomes: (string | undefined)[] = []
		for (const n of [1, 1, 2]) outcomes.push(...(await sendAll(await open(mailer, server), [letter(n)])).map(brief))

		expect(outcomes).toEqual(['unsent', 'sent', 'sent'])
		expect(reached(server)).toEqual(addressOf(1, 2))
	})

	test.each([
		['too many', 'dot', '250 2.0.0 Ok\r\n250 2.0.0 Ok', ['sent', 'unsent']],
		['too few', 'mail', 'silence', ['sent', 'unsent']],
		['garbled', 'rcpt', 'Hello?', ['sent', 'unsent']]
	] as const)('trusts nothing further after %s replies at %s', async (_what, stage, answer, outcomes) => {
		const { server, mailer } = await start(at(stage === 'dot' ? 1 : 2, stage, answer))
		const session = await open(mailer, server)

		const deliveries = await sendAll(session, [1, 2].map(letter))

		expect(deliveries.map(brief)).toEqual(outcomes)
		expect(session.usable).toBe(false)
		expect(reached(server)).not.toContain(letter(2).to)
	})
})
