import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveBytes } from '#shared/crypto/hkdf.ts'

const LABEL = 'club-manager/journal-key-wrap/v1'
const VERSION = 'jk1'
const NONCE_OCTETS = 12
const TAG_OCTETS = 16

/**
 * A journal's key as it may lie on a disk: `jk1.<base64url(nonce)>.<base64url(ciphertext and tag)>`, AES-256-GCM under
 * a key derived from a secret, bound to the journal by its epoch.
 */
export async function wrapKey(secret: Uint8Array, epoch: string, key: Uint8Array): Promise<string> {
	const nonce = randomBytes(NONCE_OCTETS)
	const cipher = createCipheriv('aes-256-gcm', await deriveBytes(secret, LABEL, 32), nonce)
	cipher.setAAD(Buffer.from(associatedData(epoch)))
	const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()])
	return [VERSION, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
}

/** The key in a record of `wrapKey`; `undefined` when it was wrapped under another secret, or damaged. */
export async function unwrapKey(secret: Uint8Array, epoch: string, record: string): Promise<Uint8Array | undefined> {
	const [version, nonce = '', sealed = ''] = record.split('.')
	const octets = Buffer.from(sealed, 'base64url')
	if (version !== VERSION || octets.length <= TAG_OCTETS) return undefined
	try {
		const derived = await deriveBytes(secret, LABEL, 32)
		const decipher = createDecipheriv('aes-256-gcm', derived, Buffer.from(nonce, 'base64url'))
		decipher.setAAD(Buffer.from(associatedData(epoch)))
		decipher.setAuthTag(octets.subarray(-TAG_OCTETS))
		return new Uint8Array(Buffer.concat([decipher.update(octets.subarray(0, -TAG_OCTETS)), decipher.final()]))
	} catch {
		return undefined // Not authentic under this secret: perhaps it is under another.
	}
}

const associatedData = (epoch: string): string => JSON.stringify(['journal-key', 1, epoch])
