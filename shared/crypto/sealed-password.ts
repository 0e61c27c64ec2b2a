import { formatBase64Url, parseBase64Url } from './base64url.ts'
import { hpkeSuite } from './hpke.ts'
import type { SealingKeyPair } from './sealing-key.ts'
import type { SealingPublicKey } from './sealing-public-key.ts'

const SUITE = 'hpke1'
/** Where a password is used; a record for one is none for the other, though all else be the same. */
type Service = 'smtp' | 'imap'

/**
 * What a password is bound to: a record made for other settings does not open. `host` is canonical, see host.ts;
 * `service` is `smtp` where nothing is said.
 */
export type SealedFor = { service?: Service; host: string; port: number; security: string; username: string }

/** A record that names this key but does not open: damaged, or made for other settings. */
export class SealedPasswordError extends Error {
	override name = 'SealedPasswordError'
}

/**
 * Seals a password of SMTP or IMAP for a relay: `hpke1.<keyId>.<enc>.<ciphertext>`, useless to anyone else and for any other
 * host, port, security or user. Throws when the public key is not a point of the curve.
 */
export async function sealPassword(key: SealingPublicKey, sealedFor: SealedFor, password: string): Promise<string> {
	const point = parseBase64Url(key.publicKey)
	if (point === undefined) throw new TypeError('not a public key')
	const recipientPublicKey = await hpkeSuite.kem.deserializePublicKey(point.buffer)
	const plaintext = new TextEncoder().encode(password).buffer
	const info = infoOf(sealedFor)
	const { enc, ct } = await hpkeSuite.seal({ recipientPublicKey, info }, plaintext, aadOf(key.keyId, sealedFor))
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
			{ recipientKey: key.privateKey, enc: encBytes.buffer, info: infoOf(sealedFor) },
			ciphertextBytes.buffer,
			aadOf(keyId, sealedFor)
		)
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plaintext)
	} catch (cause) {
		throw new SealedPasswordError('does not open', { cause })
	}
}

function infoOf({ service = 'smtp' }: SealedFor): ArrayBuffer {
	return new TextEncoder().encode(`club-manager/${service}-password/v1`).buffer
}

function aadOf(keyId: string, { service = 'smtp', host, port, security, username }: SealedFor): ArrayBuffer {
	const bound = [`${service}-password`, 1, keyId, host, port, security, username]
	return new TextEncoder().encode(JSON.stringify(bound)).buffer
}
