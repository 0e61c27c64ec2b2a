import * as v from 'valibot'
import { expect, onTestFinished } from 'vitest'
import { SenderCheck } from '#shared/wire/sender-check.ts'
import { createTestRelay } from './test-relay.ts'
import { startZoneServer, type Zone } from './zone-server.ts'

/** A relay that asks a name server of ours, and the question about a sender put to it. */
export async function startSenderChecks(zone: Zone) {
	const server = await startZoneServer(zone)
	onTestFinished(server.close)
	const relay = await createTestRelay({ dnsServers: [server.address] })
	const check = async (smtpHost = 'mail.club.test', email = 'secretariat@club.test'): Promise<SenderCheck> => {
		const response = await relay.post('/api/v1/senders/checks', { email, smtpHost })
		expect(response.status).toBe(200)
		return v.parse(v.strictObject(SenderCheck.entries), await response.json())
	}
	return { server, relay, check }
}
