import { createHash, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatBase64Url, parseBase64Url } from '#shared/crypto/base64url.ts'
import { hpkeSuite } from '#shared/crypto/hpke.ts'
import { openPassword, SealedPasswordError, sealPassword, type SealedFor } from '#shared/crypto/sealed-password.ts'
import { deriveSealingKeyPair, type SealingKeyPair } from '#shared/crypto/sealing-key.ts'
import { isSealingPublicKey } from '#shared/crypto/sealing-public-key.ts'
import vectors from '#tests/vectors/smtp-password.json' with { type: 'json' }

const SETTINGS: SealedFor = { host: 'smtp.orange.fr', port: 465, security: 'tls', username: 'club@orange.fr' }
const key = await deriveSealingKeyPair(Buffer.alloc(32, 7))
const record = await sealPassword(key, SETTINGS, 'sésame')

const flippedBits = (text: string) => {
	const octets = Buffer.from(text, 'base64url')
	return Array.from(octets, (octet, index) => {
		const flipped = Buffer.from(octets)
		flipped[index] = octet ^ (1 << (index % 8))
		return flipped.toString('base64url')
	})
}

/** Opens a record with the words of the protocol and nothing of ours but the proven suite. */
async function openByTheBook(secret: string, { record, aad }: { record: string; aad: string }): Promise<string> {
	const [, , enc = '', ciphertext = ''] = record.split('.')
	const ikm = hkdfSync('sha256', Buffer.from(secret, 'hex'), '', 'club-manager/hpke-ikm/v1', 32)
	const { privateKey } = await hpkeSuite.kem.deriveKeyPair(ikm)
	const bytes = (octets: Uint8Array) => new Uint8Array(octets).buffer
	const plaintext = await hpkeSuite.open(
		{
			recipientKey: privateKey,
			enc: bytes(Buffer.from(enc, 'base64url')),
			info: bytes(Buffer.from('club-manager/smtp-password/v1'))
		},
		bytes(Buffer.from(ciphertext, 'base64url')),
		bytes(Buffer.from(aad))
	)
	return Buffer.from(plaintext).toString()
}

describe.each(vectors.keys)('the published vectors of key $keyId', ({ secret, keyId, publicKey, records }) => {
	test('have the key pair that their secret gives', async () => {
		const pair = await deriveSealingKeyPair(Buffer.from(secret, 'hex'))

		expect({ keyId: pair.keyId, publicKey: pair.publicKey }).toEqual({ keyId, publicKey })
		const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest()
		expect(digest.subarray(0, 8).toString('base64url')).toBe(keyId)
	})

	test.each(records)('open for $settings.host:$settings.port', async ({ settings, aad, password, record }) => {
		const pair = await deriveSealingKeyPair(Buffer.from(secret, 'hex'))

		expect(await openPassword(pair, settings, record)).toBe(password)
		expect(await openByTheBook(secret, { record, aad })).toBe(password)
	})
})

describe('sealPassword', () => {
	test('brings any password over, for any settings, never twice alike', async () => {
		const settings = fc.record({
			host: fc.domain(),
			port: fc.integer({ min: 1, max: 65_535 }),
			security: fc.constantFrom('starttls', 'tls', 'none'),
			username: fc.string({ unit: 'grapheme' })
		})
		await fc.assert(
			fc.asyncProperty(settings, fc.string({ unit: 'grapheme', maxLength: 300 }), async (sealedFor, password) => {
				const first = await sealPassword(key, sealedFor, password)
				const second = await sealPassword(key, sealedFor, password)

				expect(first).toMatch(/^hpke1\.[\w-]{11}\.[\w-]{87}\.[\w-]+$/)
				expect(second).not.toBe(first)
				expect(await openPassword(key, sealedFor, first)).toBe(password)
			}),
			{ numRuns: 50 }
		)
	})

	test('keeps a byte order mark, which is a letter of the password like any other', async () => {
		const sealed = await sealPassword(key, SETTINGS, '\ufeffx')

		expect(await openPassword(key, SETTINGS, sealed)).toBe('\ufeffx')
	})

	test.each([
		'',
		'AAAA',
		'no base64!',
		formatBase64Url(new Uint8Array(65)),
		formatBase64Url(new Uint8Array(65).fill(4))
	])('throws on %j, which is no point of the curve', async (publicKey) => {
		await expect(sealPassword({ keyId: key.keyId, publicKey }, SETTINGS, 'x')).rejects.toThrow()
	})
})

describe('openPassword', () => {
	test.each<[keyof SealedFor, Partial<SealedFor>]>([
		['host', { host: 'smtp.orange.fr.evil.example' }],
		['service', { service: 'imap' }],
		['port', { port: 587 }],
		['security', { security: 'starttls' }],
		['username', { username: 'Club@orange.fr' }]
	])('refuses a record made for another %s', async (_field, changed) => {
		await expect(openPassword(key, { ...SETTINGS, ...changed }, record)).rejects.toThrow(SealedPasswordError)
	})

	test('opens a record for IMAP as IMAP only, by words of its own', async () => {
		const settings: SealedFor = { ...SETTINGS, service: 'imap', port: 993 }
		const sealed = await sealPassword(key, settings, 'sésame')
		const [, , enc = '', ciphertext = ''] = sealed.split('.')
		const bytes = (octets: Uint8Array) => new Uint8Array(octets).buffer
		const aad = JSON.stringify(['imap-password', 1, key.keyId, 'smtp.orange.fr', 993, 'tls', 'club@orange.fr'])
		const suite = { recipientKey: key.privateKey, info: bytes(Buffer.from('club-manager/imap-password/v1')) }

		const opened = await hpkeSuite.open(
			{ ...suite, enc: bytes(Buffer.from(enc, 'base64url')) },
			bytes(Buffer.from(ciphertext, 'base64url')),
			bytes(Buffer.from(aad))
		)

		expect(Buffer.from(opened).toString()).toBe('sésame')
		expect(await openPassword(key, settings, sealed)).toBe('sésame')
		await expect(openPassword(key, { ...settings, service: 'smtp' }, sealed)).rejects.toThrow(SealedPasswordError)
	})

	test('refuses settings that only read alike once joined', async () => {
		const settings = { host: 'a', port: 1, security: 'tls","x', username: 'y' }
		const sealed = await sealPassword(key, settings, 'x')

		const joined = { ...settings, security: 'tls', username: 'x","y' }

		await expect(openPassword(key, joined, sealed)).rejects.toThrow(SealedPasswordError)
	})

	test('refuses a key id that is not its key’s, although the key is right', async () => {
		const other: SealingKeyPair = { ...key, keyId: 'AAAAAAAAAAA' }

		await expect(openPassword(other, SETTINGS, record.replace(key.keyId, other.keyId))).rejects.toThrow(
			SealedPasswordError
		)
	})

	test('refuses the record with any octet of it changed', async () => {
		const [suite, keyId, enc = '', ciphertext = ''] = record.split('.')
		const damaged = [
			...flippedBits(enc).map((part) => [suite, keyId, part, ciphertext].join('.')),
			...flippedBits(ciphertext).map((part) => [suite, keyId, enc, part].join('.'))
		]

		expect(damaged.length).toBe(65 + 7 + 16)
		for (const one of damaged) await expect(openPassword(key, SETTINGS, one)).rejects.toThrow(SealedPasswordError)
	})

	test('refuses the record with any character of it changed, or cut short anywhere', async () => {
		for (let at = 0; at < record.length; at += 1) {
			const changed = record.slice(0, at) + (record[at] === 'B' ? 'C' : 'B') + record.slice(at + 1)
			for (const one of [changed, record.slice(0, at)]) {
				const opened = await openPassword(key, SETTINGS, one).catch((error: unknown) => error)
				expect(opened === null || opened instanceof SealedPasswordError).toBe(true)
			}
		}
	})

	test('is null for another key’s record, another suite’s, and for what is none', async () => {
		const other = await deriveSealingKeyPair(Buffer.alloc(32, 8))

		for (const one of [
			await sealPassword(other, SETTINGS, 'x'),
			record.replace('hpke1', 'hpke2'),
			`${record}.x`,
			'',
			'...',
			'sésame'
		]) {
			expect(await openPassword(key, SETTINGS, one)).toBeNull()
		}
	})

	test('throws nothing but its own error, whatever it is given', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string(), fc.string(), async (enc, ciphertext) => {
				const opened = await openPassword(key, SETTINGS, `hpke1.${key.keyId}.${enc}.${ciphertext}`).catch(
					(error: unknown) => error
				)
				expect(opened === null || opened instanceof SealedPasswordError).toBe(true)
			})
		)
	})
})

describe('isSealingPublicKey', () => {
	test('is true for a relay’s own key, and false once id or key has changed', async () => {
		const { keyId, publicKey } = key

		expect(await isSealingPublicKey({ keyId, publicKey })).toBe(true)
		expect(await isSealingPublicKey({ keyId: 'AAAAAAAAAAA', publicKey })).toBe(false)
		for (const changed of flippedBits(publicKey)) {
			expect(await isSealingPublicKey({ keyId, publicKey: changed })).toBe(false)
		}
		expect(await isSealingPublicKey({ keyId, publicKey: publicKey.slice(0, -1) })).toBe(false)
	})
})

describe('parseBase64Url', () => {
	test('reads what formatBase64Url writes, and nothing that could be written otherwise', () => {
		fc.assert(
			fc.property(fc.uint8Array(), (octets) => {
				expect(parseBase64Url(formatBase64Url(octets))).toEqual(new Uint8Array(octets))
			})
		)
		for (const text of ['A', 'AA==', 'AB', 'A+', 'A/', 'é', ' AA', 'AA\n']) expect(parseBase64Url(text)).toBeUndefined()
	})
})
