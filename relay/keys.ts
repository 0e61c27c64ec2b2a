import { deriveSealingKeyPair, type SealingKeyPair } from '#shared/crypto/sealing-key.ts'
import { deriveAccessKey, type AccessKey } from './access-keys.ts'
import type { Config } from './config.ts'

/** What is derived from the relay's secrets, and the keys that open it. */
export type Keys = {
	sealing: SealingKeyPair
	/** They open passwords, they never seal. */
	previousSealing: SealingKeyPair[]
	/** The first one stands in the pairing link. */
	access: AccessKey[]
}

/** Derives every key of the relay; the secrets themselves are used for nothing else. */
export async function deriveKeys(config: Pick<Config, 'secret' | 'previousSecrets' | 'accessKeys'>): Promise<Keys> {
	const secrets = [config.secret, ...config.previousSecrets]
	return {
		sealing: await deriveSealingKeyPair(config.secret),
		previousSealing: await Promise.all(config.previousSecrets.map(deriveSealingKeyPair)),
		access: config.accessKeys ?? (await Promise.all(secrets.map(deriveAccessKey)))
	}
}
