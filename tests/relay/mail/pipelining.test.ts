import { describe, expect, onTestFinished, test } from 'vitest'
import type { Delivery, Envelope, Mailer, Session } from '#relay/mail/session.ts'
import { createMailer } from '#relay/mail/smtp-mailer.ts'
import { wireContent } from '#relay/mail/wire-content.ts'
import {
	startTestServer,
	type Answer,
	type Moment,
	type TestServer,
	type TestServerOptions
} from '#tests/support/smtp-server.ts'

const TIMEOUTS = { envelopeMs: 1500, dataMs: 1500, announcedMs: 300, contentMs: 3000, acceptanceMs: 1500, quitMs: 200 }

const letter = (n: number): Envelope => ({
	from: 'club@test.example',
	to: `membre${n}@members.example`,
	content: wireContent(Buffer.from(`Subject: ${n}\r\n\r\nBonjour ${n}\r\n.\r\nfin\r\n`))
})

async function start(options: TestServerOptions = {}) {
	const server = await startTestServer({ extensions: ['PIPELINING'], keepPieces: true, ...options })
	onTestFinished(server.close)
	return { server, mailer: createMailer(TIMEOUTS) }
}

async function open(mailer: Mailer, server: TestServer, security: TestServerOptions['security'] = 'none') {
	const { host, port, certificate } = server
	const login = security === 'none' ? { username: '', password: '' } : { username: 'u', password: 'p' }
	const account = { host, port, security, addresses: [host], extraCa: [certificate], ...login }
	const opened = await mailer.open(account)
	if (!opened.ok) throw new Error(opened.error.reply)
	onTestFinished(() => opened.value.close())
	return opened.value
}

/** Sends letters over one session as long as it is of use, each announced with the end of the one before. */
async function sendAll(session: Session, letters: readonly Envelope[]): Promise<Delivery[]> {
	const deliveries: Delivery[] = []
	for (const [index, each] of letters.entries()) {
		if (!session.usable) break
		deliveries.push(
			await session.send(
				each,
				() => Promise.resolve(),
				() => letters[index + 1]
			)
		)
	}
	return deliveries
}

const brief = (delivery: Delivery | undefined) =>
	delivery && ('failure' in delivery ? `${delivery.outcome} ${delivery.failure.code}` : delivery.outcome)

const reached = (server: TestServer) => server.accepted.map(({ to }) => to.join())
const addressOf = (...numbers: number[]) => numbers.map((n) => letter(n).to)
const verbs = (server: TestServer) => server.commands.slice(1).map((line) => line.slice(0, 4))

/** A script that answers one stage of one message. */
const at = (message: number, stage: Moment['stage'], answer: Answer): TestServerOptions => ({
	script: (moment) => (moment.message === message && moment.stage === stage ? answer : undefined)
})

/** Notes what arrives in which piece: commands by their verb, contents by their number of octets in pieces. */
function recordPieces(server: TestServer): string[] {
	return server.pieces.map((piece) =>
		piece
			.toString()
			.split('\r\n')
			.filter((line) => /^(?:MAIL|RCPT|DATA|RSET|QUIT|\.$)/.test(line))
			.map((line) => line.slice(0, 4))
			.join(' ')
	)
}

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
