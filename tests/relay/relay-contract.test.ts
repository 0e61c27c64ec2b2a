import { onTestFinished } from 'vitest'
import { FakeRelay } from '#tests/support/fake-relay.ts'
import { relayContract } from '#tests/support/relay-contract.ts'
import { startTestServer, type Moment } from '#tests/support/smtp-server.ts'
import { ADDRESS, createTestRelay } from '#tests/support/test-relay.ts'

relayContract('the relay', async (fates = {}) => {
	let gate = Promise.resolve()
	const script = async ({ stage, to: [to = ''], line }: Moment) => {
		if (stage === 'dot') await gate
		if (
			stage === 'rcpt' &&
			Object.keys(fates).some((address) => fates[address] === 'refused' && line.includes(address))
		) {
			return '550 5.1.1 No such user'
		}
		return stage === 'dot' && fates[to] === 'lost' ? ({ then: 'close' } as const) : undefined
	}
	const server = await startTestServer({ script, acceptScripted: true })
	onTestFinished(server.close)
	const relay = await createTestRelay({ servers: [server] })
	onTestFinished(() => relay.mailings.stop())
	return {
		request: relay.request,
		smtp: server,
		delivered: () => server.accepted.flatMap(({ to }) => to),
		hold: () => {
			const { promise, resolve } = Promise.withResolvers<void>()
			gate = promise
			return { letGo: resolve }
		}
	}
})

relayContract('its stand-in', async (fates = {}) => {
	const relay = new FakeRelay()
	relay.verdictOf = ({ email }) => {
		if (fates[email] === 'refused') return { outcome: 'failed', code: 'address-unknown' }
		return fates[email] === 'lost' ? { outcome: 'uncertain', code: 'connection-lost' } : undefined
	}
	return Promise.resolve({
		request: (path, init) => relay.answer(new URL(path, ADDRESS), init),
		smtp: { host: '127.0.0.1', port: 25 },
		delivered: () => relay.deliveries,
		hold: () => {
			relay.automatic = false
			const letGo = () => {
				relay.automatic = true
				relay.decide()
			}
			return { letGo }
		}
	})
})
