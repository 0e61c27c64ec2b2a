import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isZip, listZip, unzip } from '#shared/zip.ts'
import { unwrap } from '../support/unwrap.ts'
import { zipBytes } from '../support/zip-bytes.ts'

const MANY = 1_000_000

async function readAll(bytes: Uint8Array<ArrayBuffer>, limit = MANY) {
	const entries = unwrap(listZip(bytes))
	const texts = entries.map(async (entry) => {
		const file = await unzip(bytes, entry, limit)
		return [entry.name, file.ok ? new TextDecoder().decode(file.value) : file.error.code]
	})
	return Object.fromEntries(await Promise.all(texts)) as Record<string, string>
}

const text = (one: string) => new TextEncoder().encode(one)

describe('an archive', () => {
	test.each([true, false])('gives its files back (stored: %s)', async (stored) => {
		const bytes = await zipBytes({ 'Été.db': text('a'.repeat(5000)), 'config.json': text('{}') }, { stored })

		expect(isZip(bytes)).toBe(true)
		expect(await readAll(bytes)).toEqual({ 'Été.db': 'a'.repeat(5000), 'config.json': '{}' })
	})

	test('is read as an office program packs it', async () => {
		const files = await readAll(new Uint8Array(readFileSync('tests/support/samples/lists/members.xlsx')))

		expect(files['xl/workbook.xml']).toMatch(/^<\?xml .*<\/workbook>$/s)
	})

	test('is refused where more comes out than was asked for', async () => {
		expect(await readAll(await zipBytes({ a: new Uint8Array(5_000_000) }))).toEqual({ a: 'zip-too-large' })
		expect(await readAll(await zipBytes({ a: new Uint8Array(5_000_000) }, { stored: true }))).toEqual({
			a: 'zip-too-large'
		})
	})

	test('is refused when it is cut off, or encrypted', async () => {
		const bytes = await zipBytes({ a: text('one') })
		const locked = bytes.slice()
		locked[locked.length - 22 - 47 + 8] = 1

		expect(listZip(bytes.subarray(0, bytes.length - 30))).toEqual({ ok: false, error: { code: 'zip-damaged' } })
		expect(await readAll(locked)).toEqual({ a: 'zip-unsupported' })
		expect(isZip(text('Nom;'))).toBe(false)
	})

	test('comes to an end on every damage', async () => {
		const bytes = await zipBytes({ 'a.db': text('some text '.repeat(40)), b: text('two') })
		const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })

		await fc.assert(
			fc.asyncProperty(flips, async (places) => {
				const damaged = bytes.slice()
				for (const [at, octet] of places) damaged[at] = octet
				const entries = listZip(damaged)
				if (entries.ok) for (const entry of entries.value) await unzip(damaged, entry, MANY)
			}),
			{ numRuns: 500 }
		)
	})
})
