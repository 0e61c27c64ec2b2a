import { formatBase64Url, parseBase64Url } from './base64url.ts'
import { hpkeSuite } from './hpke.ts'
import type { SealingKeyPair } from './sealing-key.ts'
import type { SealingPublicKey } from './sealing-public-key.ts'

const SUITE = 'hpke1'
const INFO = new TextEncoder().encode('club-manager/smtp-password/v1').buffer

/** What a password is bound to: a record made for other settings does not open. `host` is canonical, see host.ts. */
export type SealedFor = { host: string; port: number; security: string; username: string }

/** A record that names this key but does not open: damaged, or made for other settings. */
export class SealedPasswordError extends Error {
	override name = 'SealedPasswordError'
}

/**
 * Seals an SMTP password for a relay: `hpke1.<keyId>.<enc>.<ciphertext>`, useless to anyone else and for any other
 * host, port, security or user. Throws when the public key is not a point of the curve.
 */
export async function sealPassword(key: SealingPublicKey, sealedFor: SealedFor, password: string): Promise<string> {
	const point = parseBase64Url(key.publicKey)
	if (point === undefined) throw new TypeError('not a public key')
	const recipientPublicKey = await hpkeSuite.kem.deserializePublicKey(point.buffer)
	const plaintext = new TextEncoder().encode(password).buffer
	const { enc, ct } = await hpkeSuite.seal({ recipientPublicKey, info: INFO }, plaintext, aadOf(key.keyId, sealedFor))
	return [SUITE, key.keyId, formatBase64Url(new Uint8Array(enc)), formatBase64Url(new Uint8Array(ct))].join('.')
}

/**
 * Opens a sealed password with the settings it is about to be used for.
 *
 * Resolves to `null` when the record was not sealed for this key, or is no record at all. Throws
 * `SealedPasswordError` when it names this key but any octet of it, or any of the settings, has changed.
 */
export async function openPassword(key: SealingKeyPair, sealedFor: SealedFor, record: string): Promise<string | null> {
	const [suite, keyId, enc, ciphertext, ...rest] = record.split('.')
	if (suite !== SUITE || keyId !== key.keyId || rest.length > 0) return null
	const encBytes = parseBase64Url(enc ?? '')
	const ciphertextBytes = parseBase64Url(ciphertext ?? '')
	if (!encBytes || !ciphertextBytes) throw new SealedPasswordError('not base64url')
	try {
		const plaintext = await hpkeSuite.open(
			{ recipientKey: key.privateKey, enc: encBytes.buffer, info: INFO },
			ciphertextBytes.buffer,
			aadOf(keyId, sealedFor)
		)
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plaintext)
	} catch (cause) {
		throw new SealedPasswordError('does not open', { cause })
	}
}

function aadOf(keyId: string, { host, port, security, username }: SealedFor): ArrayBuffer {
	return new TextEncoder().encode(JSON.stringify(['smtp-password', 1, keyId, host, port, security, username])).buffer
}
