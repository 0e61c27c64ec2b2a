import { createDecipheriv, hkdfSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { unwrapKey, wrapKey } from '#relay/journal/wrapped-key.ts'

const SECRET = Uint8Array.from({ length: 32 }, (_, index) => index)
const KEY = Uint8Array.from({ length: 32 }, (_, index) => 255 - index)
const EPOCH = 'an-epoch'
/** What a journal made by an earlier version holds. */
const RECORD = 'jk1.DoiXnSwLc82poelJ.a-PTqTZtx0PUDkHhfW7tfAPYMkjt4GJk5t8D0ElVZQuiBi9sTskyS0STfFSVf_im'

describe('a wrapped key', () => {
	test('is unwrapped under its secret, for its journal, and no other', async () => {
		expect(await unwrapKey(SECRET, EPOCH, RECORD)).toEqual(KEY)
		expect(await unwrapKey(KEY, EPOCH, RECORD)).toBeUndefined()
		expect(await unwrapKey(SECRET, 'another', RECORD)).toBeUndefined()
	})

	test('is another record each time, which opens all the same', async () => {
		const [one, two] = [await wrapKey(SECRET, EPOCH, KEY), await wrapKey(SECRET, EPOCH, KEY)]

		expect(one).not.toBe(two)
		expect(await unwrapKey(SECRET, EPOCH, two)).toEqual(KEY)
	})

	test('is AES-256-GCM under a key of its own label', () => {
		const [, nonce = '', sealed = ''] = RECORD.split('.')
		const octets = Buffer.from(sealed, 'base64url')
		const derived = hkdfSync('sha256', SECRET, '', 'club-manager/journal-key-wrap/v1', 32)

		const decipher = createDecipheriv('aes-256-gcm', new Uint8Array(derived), Buffer.from(nonce, 'base64url'))
		decipher.setAAD(Buffer.from('["journal-key",1,"an-epoch"]')).setAuthTag(octets.subarray(-16))

		expect(Buffer.concat([decipher.update(octets.subarray(0, -16)), decipher.final()])).toEqual(Buffer.from(KEY))
	})

	test('is refused when any octet of it was changed, or it was cut', async () => {
		const [version = '', ...parts] = RECORD.split('.')
		const damaged = parts.flatMap((part, place) =>
			Array.from(Buffer.from(part, 'base64url'), (_, index) => {
				const octets = Buffer.from(part, 'base64url')
				octets[index] = (octets[index] ?? 0) ^ 1
				return [version, ...parts.with(place, octets.toString('base64url'))].join('.')
			})
		)
		const cut = ['', 'jk1', 'jk1..', RECORD.slice(0, -8), RECORD.replace('jk1', 'jk2'), RECORD.slice(0, 30)]

		for (const record of [...damaged, ...cut]) expect(await unwrapKey(SECRET, EPOCH, record)).toBeUndefined()
	})
})
