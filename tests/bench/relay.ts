import { randomBytes } from 'node:crypto'
import type { MailingEvent } from '#shared/wire/event.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import { makeDataDir } from '#tests/support/data-dir.ts'
import { freePort } from '#tests/support/relay-process.ts'
import { median, type Bench, type Figure } from './figure.ts'
import { startProgram } from './processes.ts'

const ROUNDS = 3
const MESSAGES = 1500
const TEXT_LENGTH = 2000
const CONNECTIONS = [1, 5, 20]
const KEY = randomBytes(24).toString('base64url')

/**
 * Messages per second through the whole relay (HTTP in, SMTP, NDJSON out), and the same work by nodemailer's pool
 * alone, against one sink, by turns.
 */
const bench: Bench = async () => {
	const sink = await startProgram('tests/bench/sink.ts')
	const port = await freePort()
	const relay = await startProgram('relay/main.ts', {
		env: {
			APP_SECRET_KEY: randomBytes(32).toString('base64'),
			RELAY_ACCESS_KEYS: `club:${KEY}`,
			RELAY_SMTP_ALLOW: `127.0.0.1:${sink.line}`,
			DATA_DIR: makeDataDir(),
			PORT: String(port)
		}
	})
	const figures: Figure[] = []
	try {
		await relayRate(port, { sink: Number(sink.line), connections: 5, count: 300 })
		for (const connections of CONNECTIONS) {
			const rates: { relay: number; pool: number }[] = []
			for (let round = 0; round < ROUNDS; round += 1) {
				const work = { sink: Number(sink.line), connections, count: MESSAGES }
				rates.push({ relay: await relayRate(port, work), pool: await poolRate(work) })
			}
			figures.push(...figuresOf(connections, rates))
		}
	} finally {
		await relay.stop()
		await sink.stop()
	}
	return figures
}
export default bench

type Work = { sink: number; connections: number; count: number }

function figuresOf(connections: number, rates: readonly { relay: number; pool: number }[]): Figure[] {
	const at = `at ${connections} connection${connections > 1 ? 's' : ''}`
	const ratio = median(rates.map(({ relay, pool }) => relay / pool))
	return [
		{ name: `relay, ${at}`, value: median(rates.map(({ relay }) => relay)), unit: 'messages/s' },
		{ name: `nodemailer's pool, ${at}`, value: median(rates.map(({ pool }) => pool)), unit: 'messages/s' },
		{ name: `relay ÷ pool, ${at}`, value: ratio, unit: 'times' }
	]
}

async function relayRate(port: number, { sink, connections, count }: Work): Promise<number> {
	const mailing: MailingRequestInput = {
		id: randomBytes(9).toString('base64url'),
		createdAt: new Date().toISOString(),
		subject: 'Assemblée générale, membre {{n}}',
		text: 'Bonjour à toutes et à tous. '.repeat(Math.ceil(TEXT_LENGTH / 28)).slice(0, TEXT_LENGTH),
		recipients: Array.from({ length: count }, (_, index) => ({
			id: `r${index}`,
			email: `membre${index}@example.org`,
			fields: { n: String(index) }
		})),
		sender: { email: 'club@example.org', name: 'Le Club' },
		smtp: { host: '127.0.0.1', port: sink, security: 'none', username: '', password: '' },
		pace: { batchSize: 1000, batchDelayMs: 0, connections }
	}
	const start = performance.now()
	const response = await fetch(`http://127.0.0.1:${port}/api/v1/mailings`, {
		method: 'POST',
		headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
		body: JSON.stringify(mailing)
	})
	const lines = (await response.text()).trimEnd().split('\n')
	const elapsedMs = performance.now() - start
	const last = JSON.parse(lines.at(-1) ?? '{}') as MailingEvent
	if (last.type !== 'done' || last.sent !== count) throw new Error(`not all was sent: ${JSON.stringify(last)}`)
	return (count / elapsedMs) * 1000
}

async function poolRate({ sink, connections, count }: Work): Promise<number> {
	const args = [sink, count, connections, TEXT_LENGTH].map(String)
	const { line } = await startProgram('tests/bench/nodemailer-pool.ts', { args })
	return (count / Number(line)) * 1000
}
