import { Hono } from 'hono'
import type { RelayInfo } from '#shared/wire/relay-info.ts'
import { LIMITS } from '#shared/wire/limits.ts'
import type { SealingPublicKey } from '#shared/crypto/sealing-public-key.ts'

export type RelayInfoDeps = {
	version: string
	journalEpoch: string
	sealing: SealingPublicKey
	oneClick: boolean
	sandbox: { host: string; port: number } | undefined
}

/** `GET /relay`: what an app must know before it can seal a password; public. */
export function relayInfo({ version, journalEpoch, sealing, oneClick, sandbox }: RelayInfoDeps): Hono {
	const info: RelayInfo = {
		product: 'club-manager-relay',
		version,
		journalEpoch,
		sealing: { suite: 'hpke1', keyId: sealing.keyId, publicKey: sealing.publicKey },
		limits: LIMITS,
		unsubscribe: { oneClick },
		sandbox: sandbox ? { host: sandbox.host, port: sandbox.port } : null
	}
	return new Hono().get('/', (c) => c.json(info, 200, { 'cache-control': 'no-store' }))
}
