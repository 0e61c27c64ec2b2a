import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hpkeSuite } from '#shared/crypto/hpke.ts'
import vector from '#tests/vectors/hpke-rfc9180-p256-sha256-aes256gcm.json' with { type: 'json' }

const bytes = (hex: string): ArrayBuffer => new Uint8Array(Buffer.from(hex, 'hex')).buffer
const hex = (octets: ArrayBuffer): string => Buffer.from(octets).toString('hex')

async function contexts() {
	const pair = await hpkeSuite.kem.deriveKeyPair(bytes(vector.ikmR))
	const sender = await hpkeSuite.createSenderContext({
		recipientPublicKey: pair.publicKey,
		info: bytes(vector.info),
		ekm: bytes(vector.ikmE)
	})
	const recipient = await hpkeSuite.createRecipientContext({
		recipientKey: pair.privateKey,
		enc: bytes(vector.enc),
		info: bytes(vector.info)
	})
	return { pair, sender, recipient }
}

/** Go's way of drawing inputs for many encryptions: a length octet, then so many octets, from one SHAKE128 stream. */
function* inputs(): Generator<ArrayBuffer, never> {
	const stream = createHash('shake128', { outputLength: 1_000_000 }).digest()
	for (let at = 0; ;) {
		const end = at + 1 + (stream[at] ?? 0)
		yield new Uint8Array(stream.subarray(at + 1, end)).buffer
		at = end
	}
}

describe('hpkeSuite', () => {
	test('is the suite of the protocol', () => {
		expect([hpkeSuite.kem.id, hpkeSuite.kdf.id, hpkeSuite.aead.id]).toEqual([0x0010, 0x0001, 0x0002])
		expect([vector.kem_id, vector.kdf_id, vector.aead_id]).toEqual([0x0010, 0x0001, 0x0002])
	})

	test.each(vector.keyPairs)('derives the key pair of $source', async ({ ikm, sk, pk }) => {
		const pair = await hpkeSuite.kem.deriveKeyPair(bytes(ikm))

		expect(hex(await hpkeSuite.kem.serializePublicKey(pair.publicKey))).toBe(pk)
		expect(hex(await hpkeSuite.kem.serializePrivateKey(pair.privateKey))).toBe(sk)
	})

	test.each(vector.encryptions)('seals to and opens the published ciphertext', async ({ aad, pt, ct }) => {
		const { sender, recipient } = await contexts()

		expect(hex(sender.enc)).toBe(vector.enc)
		expect(hex(await sender.seal(bytes(pt), bytes(aad)))).toBe(ct)
		expect(hex(await recipient.open(bytes(ct), bytes(aad)))).toBe(pt)
	})

	test('opens the published ciphertext single-shot, as passwords are', async () => {
		const { pair } = await contexts()
		const [{ aad, pt, ct }] = vector.encryptions as [(typeof vector.encryptions)[0]]

		const opened = await hpkeSuite.open(
			{ recipientKey: pair.privateKey, enc: bytes(vector.enc), info: bytes(vector.info) },
			bytes(ct),
			bytes(aad)
		)

		expect(hex(opened)).toBe(pt)
	})

	test('agrees with the published digest over a thousand encryptions of all lengths', async () => {
		const { sender, recipient } = await contexts()
		const source = inputs()
		const sink = createHash('shake128', { outputLength: 16 })

		for (let index = 0; index < 1000; index += 1) {
			const [aad, plaintext] = [source.next().value, source.next().value]
			const ciphertext = await sender.seal(plaintext, aad)
			sink.update(new Uint8Array(ciphertext))
			expect(hex(await recipient.open(ciphertext, aad))).toBe(hex(plaintext))
		}

		expect(sink.digest('hex')).toBe(vector.accumulatedEncryptions)
	})
})
