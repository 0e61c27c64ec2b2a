import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Tape } from '#tests/faults/tape.ts'
import type { Fault, Stage } from './fault.ts'
import { FaultServer } from './fault-server.ts'

const LETTER = 'Message-ID: <m1@example.org>\r\n\r\nBonjour, token:r1;\r\n'
const COMMANDS = ['EHLO x', 'MAIL FROM:<club@example.org>', 'RCPT TO:<a@example.org>', 'DATA'] as const
const END = `${LETTER}.\r\n`

async function start(faults: Partial<Record<Stage, Fault>> = {}, { pipelining = false } = {}) {
	const tape = new Tape()
	const server = await FaultServer.start({ tape, pipelining, script: ({ stage }) => faults[stage] })
	onTestFinished(() => server.close())
	const socket = connect(server.port, server.host).setEncoding('latin1')
	onTestFinished(() => void socket.destroy())
	socket.on('error', () => {}) // A reset is one of the faults.
	let heard = ''
	socket.on('data', (text: string) => (heard += text))
	const closed = new Promise((resolve) => socket.once('close', resolve))
	/** Waits for something to be said. */
	const until = async (pattern: RegExp) => {
		while (!pattern.test(heard)) await once(socket, 'data')
	}
	const replies = async (count: number) => {
		while ((heard.match(/^\d{3} .*\r\n/gm) ?? []).length < count) await once(socket, 'data')
	}
	const talk = async () => {
		await replies(1)
		for (const [index, command] of COMMANDS.entries()) {
			socket.write(`${command}\r\n`)
			await replies(index + 2)
		}
		socket.write(END)
	}
	return { server, socket, talk, until, closed, heard: () => heard }
}

describe('the server of faults', () => {
	test('writes down what it accepts, for whom, and what it said', async () => {
		const { server, talk, until } = await start()

		await talk()
		await until(/queued\r\n$/)

		expect(server.verdicts).toMatchObject([
			{ from: 'club@example.org', to: 'a@example.org', token: 'r1', messageId: '<m1@example.org>' }
		])
		expect(server.verdicts[0]).toMatchObject({ accepted: true, told: 'reply', ended: false })
		expect([server.unanswered, server.countOpenAfter('club@example.org', performance.now()), server.offences]).toEqual([
			0,
			1,
			[]
		])
	})

	test.each<[string, Fault, object, RegExp]>([
		['refuses', { kind: 'reply', text: '554 5.7.1 No' }, { accepted: false, told: 'reply' }, /554 5.7.1 No\r\n$/],
		[
			'accepts and says a part of it',
			{ kind: 'octets', text: '25', accept: true, then: 'close' },
			{ accepted: true, told: 'garbage', ended: true },
			/\n25$/
		],
		['says nothing more', { kind: 'stall' }, { accepted: false, told: 'nothing', ended: false }, /354 .*\r\n$/],
		['dribbles', { kind: 'dribble' }, { accepted: true, told: 'reply' }, /250 2.0.0 Ok: queued\r\n$/],
		['floods', { kind: 'flood', accept: true }, { accepted: true, told: 'garbage' }, /x{1000}$/]
	])('%s at the dot as told', async (_what, fault, verdict, heard) => {
		const { server, talk, until } = await start({ dot: fault })

		await talk()
		await expect.poll(() => server.verdicts).toMatchObject([verdict])
		await until(heard)

		expect(server.unanswered).toBe(fault.kind === 'stall' ? 1 : 0)
	})

	test('drops the connection before it accepts', async () => {
		const { server, talk, closed } = await start({ dot: { kind: 'octets', text: '', then: 'reset' } })

		await talk()
		await closed

		expect(server.verdicts).toMatchObject([{ accepted: false, told: 'nothing', ended: true }])
		expect([server.unanswered, server.countOpenAfter('club@example.org', performance.now())]).toEqual([0, 0])
	})

	test.each([true, false])(
		'tells who sends ahead though it does not offer that (PIPELINING %s)',
		async (pipelining) => {
			const { server, socket, until } = await start({}, { pipelining })
			await until(/^220 /)
			socket.write('EHLO x\r\n')
			await until(/^250 /m)

			socket.write(`${COMMANDS.slice(1).join('\r\n')}\r\n`)
			await until(/^354 /m)

			const offences = ['MAIL was followed before its answer', 'RCPT was followed before its answer']
			expect(server.offences).toEqual(pipelining ? [] : offences)
		}
	)
})
