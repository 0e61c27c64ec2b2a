import { describe, expect, test } from 'vitest'
import { RAW, begin, envelope, failureOf, once, send } from '#tests/support/session-trial.ts'

describe('SmtpSession', () => {
	test('delivers one message after another, octet for octet', async () => {
		const { server, session } = await begin()

		for (const to of ['a@members.example', 'b@members.example']) {
			const { delivery, commits } = await send(session, { to })

			expect(delivery.outcome === 'sent' && delivery.reply).toMatch(/^250 2\.0\.0 Ok: queued/)
			expect(commits).toBe(1)
		}
		expect(server.accepted.map(({ to, raw }) => ({ to, raw }))).toEqual([
			{ to: ['a@members.example'], raw: RAW.toString() },
			{ to: ['b@members.example'], raw: RAW.toString() }
		])
		expect(server.connections).toBe(1)
	})

	test('delivers over TLS and a login, a message of some megabytes too', async () => {
		const { server, session } = await begin({ security: 'starttls', users: { u: 'p' } })
		const raw = Buffer.from(
			`Subject: x\r\n\r\n${'.'.repeat(70)}\r\n`.repeat(1) + `${'x'.repeat(76)}\r\n`.repeat(40_000)
		)

		const { delivery } = await send(session, { raw })

		expect(delivery.outcome).toBe('sent')
		expect(server.accepted[0]?.raw).toBe(raw.toString())
	})

	test('writes the last octet only once the commit has resolved', async () => {
		const { server, session } = await begin()
		let release = () => {}
		const held = new Promise<void>((resolve) => (release = resolve))
		let reached = () => {}
		const atCommit = new Promise<void>((resolve) => (reached = resolve))

		const sending = session.send(envelope(), () => {
			reached()
			return held
		})
		await atCommit
		await new Promise((resolve) => setTimeout(resolve, 50))

		expect(server.accepted).toHaveLength(0)
		release()
		expect((await sending).outcome).toBe('sent')
		expect(server.accepted).toHaveLength(1)
	})

	test('drops the connection, nothing sent, when the commit rejects, and passes the rejection on', async () => {
		const { server, session } = await begin()

		const sending = session.send(envelope(), () => Promise.reject(new Error('disk full')))

		await expect(sending).rejects.toThrow('disk full')
		expect(session.usable).toBe(false)
		await expect.poll(() => server.open).toBe(0)
		expect(server.accepted).toHaveLength(0)
	})

	test('goes on after a refused recipient, the old envelope cleared first', async () => {
		const { server, session } = await begin({ rejectRcpt: { 'gone@members.example': '550 5.1.1 No such user' } })

		const refused = await send(session, { to: 'gone@members.example' })
		const next = await send(session)

		expect(refused).toEqual({
			delivery: {
				outcome: 'failed',
				failure: {
					code: 'address-unknown',
					scope: 'recipient',
					temporary: false,
					throttle: false,
					stage: 'rcpt',
					reply: '550 5.1.1 No such user'
				}
			},
			commits: 0
		})
		expect(next.delivery.outcome).toBe('sent')
		expect(server.accepted.map(({ to }) => to)).toEqual([['jo@members.example']])
		expect(server.commands.map((line) => line.split(/[ :]/)[0])).toEqual([
			'EHLO',
			'MAIL',
			'RCPT',
			'RSET',
			'MAIL',
			'RCPT',
			'DATA'
		])
	})

	test.each([
		['mail', '550 5.7.1 Not yours', 'sender-refused', false],
		['rcpt', '450 4.2.0 Greylisted', 'temporarily-refused', true],
		['data', '451 4.3.0 Later', 'temporarily-refused', true],
		['dot', '451 4.3.0 Later', 'temporarily-refused', true],
		['dot', '554 5.6.0 Looks odd', 'message-refused', false]
	] as const)('fails on a refusal at %s: %s, and the session stays of use', async (stage, reply, code, temporary) => {
		const { server, session } = await begin(once(stage, reply))

		const refused = await send(session)
		const next = await send(session)

		expect(refused.delivery).toMatchObject({ outcome: 'failed', failure: { code, temporary, reply } })
		expect(refused.commits).toBe(stage === 'dot' ? 1 : 0)
		expect(next.delivery.outcome).toBe('sent')
		expect(server.accepted).toHaveLength(1)
	})

	test.each(['mail', 'rcpt', 'data', 'dot'] as const)('gives the session up after 421 at %s', async (stage) => {
		const { session } = await begin(once(stage, '421 4.3.2 Shutting down'))

		const { delivery } = await send(session)

		expect(delivery).toMatchObject({
			outcome: 'failed',
			failure: { scope: 'connection', temporary: true, throttle: true }
		})
		expect(session.usable).toBe(false)
	})

	test.each([
		['mail', 'silence'],
		['rcpt', { then: 'close' }],
		['data', { then: 'reset' }],
		['data', '25'],
		['body', { then: 'close' }],
		['body', { then: 'reset' }],
		['body', '250 2.0.0 Too early'],
		['body', { then: 'close', reply: '421 4.4.2 Timeout' }]
	] as const)('fails, free to try again, when %s is answered by %j: nothing was committed', async (stage, answer) => {
		const { server, session } = await begin(once(stage, answer))
		let commits = 0

		const delivery = await session.send(envelope(), async () => {
			commits += 1
			// A slow disk: whatever the server does in the meantime has arrived by now.
			await new Promise((resolve) => setTimeout(resolve, 100))
		})

		expect(delivery).toMatchObject({ outcome: 'failed', failure: { scope: 'connection', temporary: true } })
		expect(commits).toBe(stage === 'body' ? 1 : 0)
		expect(server.accepted).toHaveLength(0)
		expect(session.usable).toBe(false)
	})

	test.each([
		['silence', 'connection-lost'],
		[{ then: 'close' }, 'connection-lost'],
		[{ then: 'reset' }, 'connection-lost'],
		['HELLO', 'smtp-protocol'],
		['354 Go on', 'smtp-protocol']
	] as const)('is uncertain when the final dot is answered by %j', async (answer, code) => {
		const { session } = await begin({ ...once('dot', answer), acceptScripted: true })

		const { delivery, commits } = await send(session)

		expect(delivery.outcome).toBe('uncertain')
		expect(failureOf(delivery)).toMatchObject({ code, scope: 'connection', temporary: false })
		expect(commits).toBe(1)
		expect(session.usable).toBe(false)
	})

	test('is uncertain when the reply to the final dot is cut short', async () => {
		const { session } = await begin({
			script: async ({ stage }) => {
				if (stage !== 'dot') return undefined
				return { then: 'close', reply: '250-2.0.0 Ok' }
			}
		})

		const { delivery } = await send(session)

		expect(delivery.outcome).toBe('uncertain')
	})

	test('is sent when the server says so and hangs up at once', async () => {
		const { session } = await begin({ ...once('dot', { then: 'close', reply: '250 2.0.0 Ok' }) })

		const { delivery } = await send(session)

		expect(delivery.outcome).toBe('sent')
		await expect.poll(() => session.usable).toBe(false)
		expect((await send(session)).delivery).toMatchObject({ outcome: 'failed', failure: { code: 'connection-lost' } })
	})

	test('is of no use once the server has said goodbye or spoken out of turn', async () => {
		const { server, session } = await begin()
		await send(session)

		server.cut()

		await expect.poll(() => session.usable).toBe(false)
	})

	test('is of no use once the server has said more than it was asked, and sends nothing further', async () => {
		const { server, session } = await begin(once('dot', '250 2.0.0 Ok\r\n250 2.0.0 Ok'))
		await send(session)

		await expect.poll(() => session.usable).toBe(false)
		const next = await send(session)

		expect(next.delivery).toMatchObject({ outcome: 'failed', failure: { code: 'smtp-protocol', scope: 'connection' } })
		expect(next.commits).toBe(0)
		expect(server.commands.filter((line) => line.startsWith('MAIL'))).toHaveLength(1)
	})

	test('names the size, and what goes beyond ASCII, where the server understands it', async () => {
		const { server, session } = await begin({ extensions: ['SIZE 1000000', '8BITMIME', 'SMTPUTF8'] })
		const raw = Buffer.from('Subject: é\r\n\r\nx\r\n')

		const { delivery } = await send(session, { to: 'andré@écoles.example', raw })

		expect(delivery.outcome).toBe('sent')
		expect(server.commands).toContain(`MAIL FROM:<club@test.example> SIZE=${raw.length} BODY=8BITMIME SMTPUTF8`)
		expect(server.commands).toContain('RCPT TO:<andré@xn--coles-9ra.example>')
	})

	test('fails for a recipient beyond ASCII where the server does not know SMTPUTF8, and goes on', async () => {
		const { server, session } = await begin({ extensions: ['8BITMIME'] })

		const refused = await send(session, { to: 'andré@members.example' })
		const next = await send(session, { to: 'andre@écoles.example' })

		expect(refused.delivery).toMatchObject({
			outcome: 'failed',
			failure: { code: 'smtputf8-needed', scope: 'recipient', temporary: false }
		})
		expect(next.delivery.outcome).toBe('sent')
		expect(server.accepted).toHaveLength(1)
	})

	test.each(['a@b.example>\r\nRCPT TO:<evil@x.example', 'a@b.example, c@d.example', '', 'a'])(
		'throws on %j, which is no address, and sends nothing',
		async (to) => {
			const { server, session } = await begin()

			await expect(send(session, { to })).rejects.toThrow(TypeError)

			expect(server.commands).toEqual(['EHLO [127.0.0.1]'])
		}
	)

	test('says QUIT when closed, and does not wait for a server that says nothing', async () => {
		const { server, session } = await begin({ script: ({ stage }) => (stage === 'quit' ? 'silence' : undefined) })

		await session.close()

		expect(server.commands.at(-1)).toBe('QUIT')
		await expect.poll(() => server.open).toBe(0)
	})
})
