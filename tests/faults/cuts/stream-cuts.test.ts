import { describe, expect, test } from 'vitest'
import { listen } from '#relay/server.ts'
import { checkTrial } from '#tests/faults/check/checker.ts'
import type { Step } from '#tests/faults/check/trial.ts'
import { Device } from '#tests/faults/device.ts'
import { HurriedClock } from '#tests/faults/hurried-clock.ts'
import { ACCESS_KEY } from '#tests/faults/relay-lives.ts'
import { FaultServer } from '#tests/faults/smtp/fault-server.ts'
import type { Script } from '#tests/faults/smtp/fault.ts'
import { TOKEN_TEXT } from '#tests/faults/smtp/letter.ts'
import { Tape } from '#tests/faults/tape.ts'
import { freePort } from '#tests/support/free-port.ts'
import { createTestRelay, mailingTo } from '#tests/support/test-relay.ts'
import { StreamProxy, type StreamCut } from './stream-proxy.ts'

/** In the short form, only a person who waits sees a stream cut wherever it can be. */
const FULL = process.env.FAULTS === 'full'
const AT_A_TIME = 8
const ENDS_WITHIN_MS = FULL ? 3_600_000 : 240_000
const OVER_WITHIN_MS = 60_000
const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, email: `${id}@example.org`, attempt: 1 }))

/** One is refused, one is accepted without a word, one has to wait; all others are taken. */
const script: Script = ({ stage, to, message }) => {
	if (stage === 'rcpt' && to === 'b@example.org') return { kind: 'reply', text: '550 5.1.1 No such user' }
	if (stage === 'dot' && to === 'c@example.org') return { kind: 'octets', text: '', accept: true, then: 'close' }
	if (stage === 'dot' && to === 'e@example.org' && message < 6) return { kind: 'reply', text: '451 4.3.0 Try later' }
	return undefined
}

type Person = { pausesAfter: number; cancelsAfter: number }

/** A relay that listens behind a proxy which cuts. */
async function start(cut: StreamCut | undefined) {
	const tape = new Tape()
	const clock = new HurriedClock()
	const server = await FaultServer.start({ tape, script })
	const port = await freePort()
	const proxy = await StreamProxy.start(port, cut)
	const relay = await createTestRelay({
		servers: [{ host: server.host, port: server.port, certificate: '' }],
		accessKeys: [{ owner: 'club', key: ACCESS_KEY }],
		publicUrl: proxy.url,
		clock
	})
	const listening = await listen(relay.app, { host: '127.0.0.1', port })
	const stop = async () => {
		listening.stopAccepting()
		await relay.mailings.stop()
		await Promise.all([proxy.close(), listening.closeConnections(), server.close()])
	}
	return { tape, clock, server, proxy, stop }
}

/** Sends a small mailing to its end. */
async function send(cut?: StreamCut, { pausesAfter, cancelsAfter }: Partial<Person> = {}) {
	const { tape, clock, server, proxy, stop } = await start(cut)
	const createdAt = new Date(clock.now()).toISOString()
	const { recipients: _nobody, ...content } = mailingTo(server, { createdAt, text: TOKEN_TEXT })
	let heard = 0
	const onStep = (step: Step) => {
		if (step.kind === 'granted' && step.wish === 'pause') device.want('resume')
		if (step.kind !== 'heard') return
		heard += 1
		if (heard === pausesAfter) device.want('pause')
		if (heard === cancelsAfter) device.want('cancel')
	}
	const device = new Device({ tape, content, onStep })
	device.submit(PEOPLE)
	await device.run(proxy.url, AbortSignal.timeout(OVER_WITHIN_MS))
	await stop()
	const { steps, over } = device
	const trial = { connections: 1, devices: [steps], verdicts: server.verdicts, kills: [], over, cutConnections: 0 }
	return { findings: over ? checkTrial(trial) : 'it never ends', cuts: proxy.cuts, longest: proxy.longest }
}

/** Every event of a stream so long, after it, within its line and before it; or only after it, and only once. */
function listCuts(events: number, isEverywhere: boolean): StreamCut[] {
	return (isEverywhere ? [0, 0.5, 0.95, 1] : [1]).flatMap((share) =>
		(['fin', 'rst'] as const).flatMap((by) =>
			(isEverywhere ? [false, true] : [false]).flatMap((always) =>
				Array.from({ length: events }, (_, index) => ({ event: index + 1, share, by, always })).filter(
					// A stream that always ends before its first event never tells anything.
					({ event }) => !always || event > 1 || share === 1
				)
			)
		)
	)
}

describe('a stream of events cut at any event, and within it', { timeout: ENDS_WITHIN_MS }, () => {
	test.each<[string, Partial<Person>]>([
		['whose person waits', {}],
		['whose person pauses and goes on', { pausesAfter: 3 }],
		['whose person cancels', { cancelsAfter: 4 }]
	])('ends as it would have, for a mailing %s', async (_who, person) => {
		const whole = await send(undefined, person)
		const cuts = listCuts(whole.longest, FULL || person.pausesAfter === person.cancelsAfter)
		const faults: unknown[] = []
		let made = 0

		const work = async () => {
			for (let cut = cuts.pop(); cut; cut = cuts.pop()) {
				const { findings, cuts: times, longest } = await send(cut, person)
				made += times
				if (findings.length > 0) faults.push({ cut, findings })
				if (times === 0 && longest >= cut.event) faults.push({ cut, findings: 'never cut' })
			}
		}
		await Promise.all(Array.from({ length: AT_A_TIME }, work))
		if (FULL) console.log(`${made} cuts`)

		expect(whole.findings).toEqual([])
		expect(faults).toEqual([])
		expect(made).toBeGreaterThan(0)
	})
})
