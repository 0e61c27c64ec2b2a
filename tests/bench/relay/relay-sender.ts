import { randomBytes } from 'node:crypto'
import type { MailingEvent } from '#shared/wire/event.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import { makeDataDir } from '#tests/support/data-dir.ts'
import { freePort } from '#tests/support/free-port.ts'
import { startProgram } from '../processes.ts'
import { cpuSecondsOf, peakMegabytes } from './usage.ts'
import { ATTACHMENT_OCTETS, textOf, type Took, type Work } from './work.ts'

const PROGRAMS = { disk: 'relay/main.ts', memory: 'tests/bench/relay/memory-relay.ts' }
const ATTACHMENT = Buffer.alloc(ATTACHMENT_OCTETS, 'x')

/** A relay in a process of its own, with its journal on disk or in memory. */
export type RelaySender = {
	/** Posts a mailing and reads all its results. */
	send: (work: Work) => Promise<Took>
	peakMegabytes: () => number
	stop: () => Promise<void>
}

/** Starts a relay that may connect to some ports of the loopback. */
export async function startRelaySender(
	journal: keyof typeof PROGRAMS,
	smtpPorts: readonly number[]
): Promise<RelaySender> {
	const [port, key] = [await freePort(), randomBytes(24).toString('base64url')]
	const { child, stop } = await startProgram(PROGRAMS[journal], {
		env: {
			APP_SECRET_KEY: randomBytes(32).toString('base64'),
			RELAY_ACCESS_KEYS: `club:${key}`,
			RELAY_SMTP_ALLOW: smtpPorts.map((each) => `127.0.0.1:${each}`).join(),
			DATA_DIR: makeDataDir(),
			PORT: String(port)
		}
	})
	const pid = child.pid ?? 0
	return {
		async send(work) {
			const body = bodyOf(work)
			const start = performance.now()
			const { cpuSeconds } = await cpuSecondsOf(pid, async () => {
				const headers = { authorization: `Bearer ${key}`, ...(typeof body === 'string' && JSON_TYPE) }
				const url = `http://127.0.0.1:${port}/api/v1/mailings`
				await readResults(await fetch(url, { method: 'POST', headers, body }), work.count)
			})
			const seconds = (performance.now() - start) / 1000
			return { perSecond: work.count / seconds, cpuPerThousand: (cpuSeconds / work.count) * 1000 }
		},
		peakMegabytes: () => peakMegabytes(pid),
		stop
	}
}

const JSON_TYPE = { 'content-type': 'application/json' }

function bodyOf({ port, count, connections, attachments = 0 }: Work): string | FormData {
	const mailing: MailingRequestInput = {
		id: randomBytes(9).toString('base64url'),
		createdAt: new Date().toISOString(),
		subject: 'Assemblée générale, membre {{n}}',
		text: textOf(),
		recipients: Array.from({ length: count }, (_, index) => ({
			id: `r${index}`,
			email: `membre${index}@example.org`,
			fields: { n: String(index) }
		})),
		sender: { email: 'club@example.org', name: 'Le Club' },
		smtp: { host: '127.0.0.1', port, security: 'none', username: '', password: '' },
		pace: { batchSize: 1000, batchDelayMs: 0, connections }
	}
	if (attachments === 0) return JSON.stringify(mailing)
	const form = new FormData()
	form.append('mailing', JSON.stringify(mailing))
	for (let n = 0; n < attachments; n += 1) form.append('attachment', new File([ATTACHMENT], `${n}.bin`))
	return form
}

/** Reads a stream to its end, keeping nothing of it. Throws unless so many were sent. */
async function readResults(response: Response, count: number): Promise<void> {
	if (!response.ok || !response.body) throw new Error(`the relay refused: ${response.status} ${await response.text()}`)
	let tail = ''
	const decoder = new TextDecoder()
	for await (const chunk of response.body) tail = (tail + decoder.decode(chunk, { stream: true })).slice(-1000)
	const last = JSON.parse(tail.trimEnd().split('\n').at(-1) ?? '{}') as MailingEvent
	if (last.type !== 'done' || last.sent !== count) throw new Error(`not all was sent: ${JSON.stringify(last)}`)
}
