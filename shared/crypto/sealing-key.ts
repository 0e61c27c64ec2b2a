import { formatBase64Url } from './base64url.ts'
import { deriveBytes } from './hkdf.ts'
import { hpkeSuite } from './hpke.ts'
import { keyIdOf, type SealingPublicKey } from './sealing-public-key.ts'

/** A relay's key pair for sealed passwords, derived from its secret and never stored. */
export type SealingKeyPair = SealingPublicKey & { privateKey: CryptoKey }

/** Derives the key pair of a secret (RFC 9180 §7.1.3): the same secret gives the same pair, for ever. */
export async function deriveSealingKeyPair(secret: Uint8Array): Promise<SealingKeyPair> {
	const ikm = await deriveBytes(secret, 'club-manager/hpke-ikm/v1', 32)
	const pair = await hpkeSuite.kem.deriveKeyPair(ikm.buffer)
	const publicKey = new Uint8Array(await hpkeSuite.kem.serializePublicKey(pair.publicKey))
	return {
		keyId: await keyIdOf(publicKey),
		publicKey: formatBase64Url(publicKey),
		privateKey: pair.privateKey
	}
}
