import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openBackup, readBackupHeader } from '#shared/backup/backup.ts'
import { backupOf, manyRows, PASSPHRASE, SMALL_CLUB } from '../../support/backups.ts'

const KNOWN_SCHEMA = 2

const open = (file: Uint8Array<ArrayBuffer>, passphrase = PASSPHRASE, knownSchema = KNOWN_SCHEMA) =>
	openBackup(file, { passphrase, knownSchema })

const refused = (code: string) => ({ ok: false, error: { code } })

/** Everything that may become of a file that is not as it was written. */
const REFUSALS = ['empty-file', 'not-a-backup', 'damaged', 'newer-format', 'newer-schema', 'wrong-passphrase']

describe('a backup', () => {
	test('gives back every row as it was, and says what it holds', async () => {
		const opened = await open(await backupOf())

		expect(opened).toMatchObject({
			ok: true,
			value: {
				header: {
					createdAt: '2026-11-23T14:05:00.000Z',
					app: 'test',
					schema: 2,
					rows: { members: 2, consents: 0, changes: 1 }
				}
			}
		})
		expect(opened.ok && opened.value.tables).toStrictEqual(SMALL_CLUB)
	})

	test('says when it was made and what it holds before anyone knows its passphrase', async () => {
		const read = await readBackupHeader(await backupOf(), KNOWN_SCHEMA)

		expect(read).toMatchObject({ ok: true, value: { header: { rows: { members: 2 }, schema: 2 } } })
	})

	test('says nothing of its rows in clear', async () => {
		const text = new TextDecoder('latin1').decode(await backupOf({ members: manyRows(50) }))

		expect(text).toContain('"members":50')
		expect(text).not.toContain('Martin')
	})

	test('gives back whatever rows a table can hold', async () => {
		const value = fc.letrec((tie) => ({
			value: fc.oneof(
				{ maxDepth: 3 },
				fc.string({ unit: 'grapheme' }),
				fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
				fc.constantFrom(null, true, false, undefined),
				fc.date({ noInvalidDate: true }),
				fc.uint8Array({ maxLength: 40 }),
				fc.array(tie('value'), { maxLength: 4 }),
				fc.dictionary(fc.oneof(fc.string(), fc.constant('$')), tie('value'), { maxKeys: 4, noNullPrototype: true })
			)
		})).value
		const tables = fc.dictionary(
			fc.stringMatching(/^[a-z][a-zA-Z]{0,8}$/),
			fc.array(fc.dictionary(fc.string(), value, { maxKeys: 5, noNullPrototype: true }), { maxLength: 6 }),
			{ maxKeys: 4, noNullPrototype: true }
		)

		await fc.assert(
			fc.asyncProperty(tables, async (given) => {
				const opened = await open(await backupOf(given))
				expect(opened.ok && opened.value.tables).toStrictEqual(given)
			}),
			{ numRuns: 150 }
		)
	})

	test('opens with the passphrase as a hand types it', async () => {
		const file = await backupOf()

		for (const typed of ['Tigre velours ombre quartz fanal moulin ', 'tigre-velours-ombre-quartz-fanal-moulin']) {
			expect((await open(file, typed)).ok).toBe(true)
		}
	})

	test('cannot be written with a value that it would lose', async () => {
		await expect(backupOf({ members: [{ id: 'm1', map: new Map() }] })).rejects.toThrow('no form for')
	})
})

describe('a backup is refused', () => {
	test('under another passphrase, said as such', async () => {
		expect(await open(await backupOf(), 'tigre velours ombre quartz fanal moulins')).toEqual(
			refused('wrong-passphrase')
		)
		expect(await open(await backupOf(), '')).toEqual(refused('wrong-passphrase'))
	})

	test('when the file is empty, or something else', async () => {
		expect(await open(new Uint8Array())).toEqual(refused('empty-file'))
		for (const text of ['Nom;Prénom\r\nLefèvre;Zoé', '{}', 'PK\u0003\u0004', '\u0089PNG\r\n\u001a\n']) {
			expect(await open(new TextEncoder().encode(text))).toEqual(refused('not-a-backup'))
		}
	})

	test('when a later version of the app wrote it', async () => {
		const file = await backupOf()
		const newer = file.slice()
		newer[9] = 2

		expect(await open(newer)).toEqual(refused('newer-format'))
		expect(await open(file, PASSPHRASE, 1)).toEqual(refused('newer-schema'))
		expect(await readBackupHeader(file, 1)).toEqual(refused('newer-schema'))
	})

	test('cut off at any length', async () => {
		const file = await backupOf()

		for (let length = 0; length < file.length; length += 1) {
			const opened = await open(file.slice(0, length))
			expect(opened, `at ${length} of ${file.length} octets`).toEqual(refused(length === 0 ? 'empty-file' : 'damaged'))
		}
	})

	test('with anything after its end', async () => {
		const file = await backupOf()

		for (const more of [1, 15, 16, 17, 65_552]) {
			expect(await open(new Uint8Array([...file, ...new Uint8Array(more)]))).toEqual(refused('damaged'))
		}
	})

	test('with any octet changed that stands before its content', async () => {
		const file = await backupOf()
		const read = await readBackupHeader(file, KNOWN_SCHEMA)
		const length = (read.ok ? read.value.length : 0) + 32
		expect(length).toBeGreaterThan(300)

		for (let at = 0; at < length; at += 1) {
			for (const flip of [0x01, 0x20, 0x80, 0xff]) {
				const damaged = file.slice()
				damaged[at] = (damaged[at] ?? 0) ^ flip
				const opened = await open(damaged)
				expect(opened.ok, `octet ${at} ^ ${flip}`).toBe(false)
			}
		}
	})

	test('as damaged, not as under another passphrase, where its header was changed', async () => {
		const file = await backupOf()
		const saltAt = Buffer.from(file).indexOf('"salt":"') + 9
		const damaged = file.slice()
		damaged[saltAt] = damaged[saltAt] === 65 ? 66 : 65

		expect(await open(damaged)).toEqual(refused('damaged'))
	})

	test('after any of 1,000 random accidents', { timeout: 60_000 }, async () => {
		const file = await backupOf({ ...SMALL_CLUB, members: manyRows(40_000) })
		expect(file.length).toBeGreaterThan(3 * 65_552)
		const octet = fc.record({ at: fc.nat(file.length - 1), flip: fc.integer({ min: 1, max: 255 }) })
		const accident = fc.oneof(
			fc.array(octet, { minLength: 1, maxLength: 8 }).map((octets) => (whole: Uint8Array) => flipped(whole, octets)),
			fc.nat(file.length - 1).map((length) => (whole: Uint8Array) => whole.slice(0, length)),
			fc.tuple(fc.nat(file.length - 2), fc.integer({ min: 1, max: 70_000 })).map(
				([at, count]) =>
					(whole: Uint8Array) =>
						joined(whole.slice(0, at), whole.slice(at + count))
			),
			fc.tuple(fc.nat(file.length - 2), fc.integer({ min: 1, max: 70_000 })).map(
				([at, count]) =>
					(whole: Uint8Array) =>
						joined(whole.slice(0, at + count), whole.slice(at))
			)
		)

		let tried = 0
		await fc.assert(
			fc.asyncProperty(accident, async (happens) => {
				const damaged = new Uint8Array(happens(file))
				// Two flips of one octet, or a repeated octet put beside itself, may leave it as it was.
				fc.pre(!isSame(damaged, file))
				const opened = await open(damaged)
				expect(opened.ok).toBe(false)
				expect(REFUSALS).toContain(!opened.ok && opened.error.code)
				tried += 1
			}),
			{ numRuns: 1000 }
		)

		expect(tried).toBe(1000)
	})

	test('with its chunks in another order, one of them twice, or one missing', async () => {
		const file = await backupOf({ members: manyRows(40_000) })
		const read = await readBackupHeader(file, KNOWN_SCHEMA)
		const bodyAt = (read.ok ? read.value.length : 0) + 32
		const head = file.slice(0, bodyAt)
		const chunks: Uint8Array<ArrayBuffer>[] = []
		for (let at = bodyAt; at < file.length; at += 65_552) chunks.push(file.slice(at, at + 65_552))
		const [first, second, third, ...rest] = chunks
		if (!first || !second || !third) throw new Error('too few chunks')

		for (const order of [
			[second, first, third, ...rest],
			[first, first, second, third, ...rest],
			[first, third, ...rest],
			[first],
			chunks.slice(0, -1)
		]) {
			expect(await open(joined(head, ...order))).toEqual(refused('damaged'))
		}
		expect((await open(joined(head, ...chunks))).ok).toBe(true)
	})

	test('whose content is another backup’s under the same passphrase', async () => {
		const [one, other] = [await backupOf(), await backupOf(SMALL_CLUB, { createdAt: '2026-11-23T14:05:01.000Z' })]
		const read = await readBackupHeader(one, KNOWN_SCHEMA)
		const bodyAt = (read.ok ? read.value.length : 0) + 32

		expect(await open(joined(one.slice(0, bodyAt), other.slice(bodyAt)))).toEqual(refused('damaged'))
	})
})

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
	return new Uint8Array(Buffer.concat(parts))
}

function flipped(file: Uint8Array, octets: { at: number; flip: number }[]): Uint8Array<ArrayBuffer> {
	const damaged = new Uint8Array(file)
	for (const { at, flip } of octets) damaged[at] = (damaged[at] ?? 0) ^ flip
	return damaged
}

const isSame = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0
