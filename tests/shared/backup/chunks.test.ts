import { describe, expect, test } from 'vitest'
import { openChunks, sealChunks } from '#shared/backup/chunks.ts'

const associated = new TextEncoder().encode('what stands before')
const keyOf = (octet: number) =>
	crypto.subtle.importKey('raw', new Uint8Array(32).fill(octet), 'AES-GCM', false, ['encrypt', 'decrypt'])

const joined = (parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))
const contentOf = (octets: number) => new Uint8Array(octets).map((_, at) => at % 251)

describe('chunks', () => {
	for (const octets of [1, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073]) {
		test(`give back ${octets} octets, and shares of them as they come`, async () => {
			const seal = { key: await keyOf(1), associated }
			const shares: number[] = []

			const sealed = await sealChunks(contentOf(octets), seal)
			const opened = await openChunks(joined(sealed), seal, (share) => shares.push(share))

			expect(sealed).toHaveLength(Math.ceil(octets / 65_536))
			expect(opened && Buffer.compare(opened, contentOf(octets))).toBe(0)
			expect(shares.at(-1)).toBe(1)
		})
	}

	test('open under no other key, and after nothing else', async () => {
		const key = await keyOf(1)
		const sealed = joined(await sealChunks(contentOf(100), { key, associated }))

		expect(await openChunks(sealed, { key: await keyOf(2), associated })).toBeUndefined()
		expect(await openChunks(sealed, { key, associated: associated.slice(1) })).toBeUndefined()
	})

	test('are not one when there is nothing in them', async () => {
		const seal = { key: await keyOf(1), associated }

		for (const octets of [0, 1, 16]) expect(await openChunks(new Uint8Array(octets), seal)).toBeUndefined()
	})
})

describe('chunks that are not where they were', () => {
	test('do not open: moved, doubled, left out, or cut after one that was not the last', async () => {
		const seal = { key: await keyOf(1), associated }
		const [first, second, third, last] = await sealChunks(contentOf(3 * 65_536 + 5), seal)
		if (!first || !second || !third || !last) throw new Error('too few chunks')

		for (const order of [
			[second, first, third, last],
			[first, first, third, last],
			[first, third, last],
			[first, second, third],
			[first, second, third, last, last]
		]) {
			expect(await openChunks(joined(order), seal)).toBeUndefined()
		}
		expect(await openChunks(joined([first, second, third, last]), seal)).toBeDefined()
	})
})
