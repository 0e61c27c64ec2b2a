import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { makeDataDir } from '#tests/support/data-dir.ts'
import { Device } from '#tests/support/device.ts'
import { freePort } from '#tests/support/free-port.ts'
import { startTestServer } from '#tests/support/smtp-server.ts'
import { spawnRelay } from '#tests/support/spawned-relay.ts'
import { parseSystemCalls, straceInto, whyNoStrace, type SystemCall } from '#tests/support/system-calls.ts'
import { mailingTo } from '#tests/support/test-relay.ts'

const TIMEOUT_MS = 120_000
const COUNT = 5
const WAL = 'journal.sqlite-wal>'
/** The last octet of a message and the dot after it, however what is before them was cut. */
const DOT = String.raw`\n.\r\n`

/** Each time a call writes the end of a message to the server: as often as there are dots in it. */
function dotsTo(port: number, calls: readonly SystemCall[]): SystemCall[] {
	return calls
		.filter(({ name, text }) => name !== 'pwrite64' && text.includes(`:${port}]>`))
		.flatMap((call) => Array<SystemCall>(call.text.split(DOT).length - 1).fill(call))
}

/** Whether a mark is written into the log of the database, and then that log onto the disk, all before a call begins. */
function isMarkedBefore(dot: SystemCall, recipientId: string, calls: readonly SystemCall[]): boolean {
	const mark = calls.find(({ name, text }) => {
		return name === 'pwrite64' && text.includes(WAL) && text.includes(`${recipientId}committing`)
	})
	if (!mark) return false
	return calls.some(({ name, text, from, to, result }) => {
		return /^f(data)?sync$/.test(name) && text.includes(WAL) && result === '0' && from > mark.to && to < dot.from
	})
}

const why = whyNoStrace()
if (why) console.warn(`The order of system calls was not looked at: ${why}.`)

describe.skipIf(why)(`the system calls of a relay${why ? ` (${why})` : ''}`, { timeout: TIMEOUT_MS }, () => {
	test('put the mark of each message on the disk before its last byte leaves', async () => {
		const server = await startTestServer({ extensions: ['PIPELINING'] })
		onTestFinished(server.close)
		const [port, trace] = [await freePort(), join(makeDataDir(), 'trace')]
		const relay = spawnRelay(
			{
				...{ APP_SECRET_KEY: randomBytes(32).toString('base64'), PORT: String(port), DATA_DIR: makeDataDir() },
				...{ RELAY_PRINT_PAIRING_LINK: 'on', RELAY_SMTP_ALLOW: `${server.host}:${server.port}` }
			},
			straceInto(trace)
		)
		const pairingLink = await relay.printed(/(\S+#relay-key=\S+)/)
		const recipients = Array.from({ length: COUNT }, (_, n) => ({ id: `recipient-${n}`, email: `m${n}@example.org` }))

		const device = new Device({ url: `http://127.0.0.1:${port}`, pairingLink })
		const events = await (await device.send(mailingTo(server, { recipients }))).all()
		relay.child.kill('SIGTERM')
		await relay.exited
		const calls = parseSystemCalls(readFileSync(trace, 'utf8'))
		const dots = dotsTo(server.port, calls)

		expect(events.at(-1)).toMatchObject({ type: 'done', sent: COUNT })
		expect(dots).toHaveLength(COUNT)
		const marked = dots.map((dot, n) => isMarkedBefore(dot, recipients[n]?.id ?? '', calls))
		expect(marked).toEqual(Array(COUNT).fill(true))
	})
})

test('a trace in which the last byte leaves first is told from one in which the mark is on the disk', () => {
	const mark = '7  pwrite64(23</d/journal.sqlite-wal>, "r1committing", 12, 0) = 12'
	const sync = ['7  fsync(23</d/journal.sqlite-wal> <unfinished ...>', '7  <... fsync resumed>)  = 0']
	const dot = String.raw`7  write(25<TCP:[127.0.0.1:4->127.0.0.1:25]>, "x\r\n.\r\n", 6) = 6`
	const holds = (lines: string[]) => {
		const calls = parseSystemCalls(lines.join('\n'))
		return dotsTo(25, calls).map((call) => isMarkedBefore(call, 'r1', calls))
	}

	expect(holds([mark, ...sync, dot])).toEqual([true])
	expect(holds([mark, dot, ...sync])).toEqual([false])
	expect(holds([mark, sync[0] ?? '', dot, sync[1] ?? ''])).toEqual([false])
	expect(holds([...sync, mark, dot])).toEqual([false])
	expect(holds([sync[0] ?? '', mark, sync[1] ?? '', dot])).toEqual([false])
	expect(holds([mark, sync[0] ?? '', '7  <... fsync resumed>)  = -1 EIO (Input/output error)', dot])).toEqual([false])
})
