import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#relay/clock.ts'
import { canonicalHost } from '#shared/host.ts'
import { sealPassword } from '#shared/crypto/sealed-password.ts'
import { CLOSED_IPV4, CLOSED_IPV6, ODD_SPELLINGS, OTHER_PORTS } from '#tests/support/hostile-hosts.ts'
import { startNameServer } from '#tests/support/name-server.ts'
import { createTestRelay, type TestRelay } from '#tests/support/test-relay.ts'

const PUBLIC = '193.252.22.1'
const ONE_HOUR_MS = 3_600_000

/** Names that lead where nobody may, and beside a public address too: one bad one is enough. */
const NAMES = Object.fromEntries(
	[...CLOSED_IPV4, ...CLOSED_IPV6].flatMap((address, index) => [
		[`alone${index}.example`, [address]],
		[`beside${index}.example`, [PUBLIC, address]]
	])
)

type Payload = { host: string; port: number }

const payloads = (port: number): Payload[] => [
	...[...ODD_SPELLINGS, ...CLOSED_IPV4, ...Object.keys(NAMES)].map((host) => ({ host, port })),
	...OTHER_PORTS.map((other) => ({ host: PUBLIC, port: other }))
]

/** A relay in which whatever waits for the fixed time of a failure would outlast the test. */
async function start() {
	const names = await startNameServer(NAMES)
	onTestFinished(names.close)
	// A minute goes by at each look, so that no question is one too many for its key.
	let now = Date.now()
	const clock = { ...systemClock, now: () => (now += 60_000) }
	const relay = await createTestRelay({ clock, dnsServers: [names.address], connectMs: ONE_HOUR_MS })
	onTestFinished(() => relay.mailings.stop())
	return { relay, connections: watchConnections() }
}

/** Every connection that this process begins. */
function watchConnections(): unknown[] {
	const begun: unknown[] = []
	const note = (message: unknown) => void begun.push(message)
	subscribe('net.client.socket', note)
	onTestFinished(() => void unsubscribe('net.client.socket', note))
	return begun
}

const settings = (payload: Payload) => ({ ...payload, security: 'tls' as const, username: 'club@test.example' })

async function verify(relay: TestRelay, payload: Payload): Promise<Response> {
	return await relay.post('/api/v1/smtp/verifications', { smtp: { ...settings(payload), password: '' } })
}

/** The record is good for the host as it is spelled, so that the host alone can be what is refused. */
async function readMailbox(relay: TestRelay, payload: Payload): Promise<Response> {
	const service = 'imap'
	const host = canonicalHost(payload.host) ?? payload.host
	const password = await sealPassword(relay.keys.sealing, { service, ...settings(payload), host }, 'secret')
	return await relay.post('/api/v1/bounces/readings', { imap: { ...settings(payload), password } })
}

describe('where the relay must not connect', () => {
	test.each([
		[
			'SMTP',
			465,
			verify,
			{ ok: false, steps: [{ step: 'resolve', ok: false }], failure: refused('smtp-host-refused') }
		],
		['IMAP', 993, readMailbox, { ok: false, failure: refused('imap-host-refused') }]
	] as const)('is answered alike, at once and without a connection: %s', async (_name, port, ask, answer) => {
		const { relay, connections } = await start()
		const tried = payloads(port)
		const others: unknown[] = []

		for (const payload of tried) {
			const response = await ask(relay, payload)
			const given: unknown = await response.json()
			if (response.status !== 200 || JSON.stringify(given) !== JSON.stringify(answer)) others.push({ payload, given })
		}

		expect(tried.length).toBeGreaterThanOrEqual(150)
		expect(others).toEqual([])
		expect(connections).toEqual([])
	})
})

function refused(code: string) {
	return { code, detail: 'not allowed' }
}
