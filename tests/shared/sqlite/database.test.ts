import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSqlite, type SqlTable } from '#shared/sqlite/database.ts'
import { oldFile, sqliteBytes } from '../../support/sqlite-bytes.ts'
import { unwrap } from '../../support/unwrap.ts'

const TABLES = ['members', 'positions', 'mjc_clubs', 'annual_prices', 'settings', 'mailing_logs', 'cotisations']

function read(bytes: Uint8Array, name = 't'): SqlTable {
	const table = unwrap(readSqlite(bytes, [name])).get(name)
	if (!table) throw new Error(`no ${name}`)
	return table
}

const readFilled = (...statements: string[]) =>
	read(sqliteBytes((database) => statements.forEach((one) => database.exec(one))))

const codeOf = (bytes: Uint8Array) => {
	const tables = readSqlite(bytes, ['t', 'members'])
	return tables.ok ? 'read' : tables.error.code
}

describe('readSqlite', () => {
	test.each(['sample.db', 'sample-v1.db', 'sample-v2.2.db'])('reads what SQLite itself reads in %s', (file) => {
		const tables = unwrap(readSqlite(oldFile(file), TABLES))

		const database = new DatabaseSync(`tests/support/samples/old-program/${file}`, { readOnly: true })
		for (const [name, { rows }] of tables) {
			const expected = database.prepare(`SELECT * FROM ${name} ORDER BY rowid`).all()
			expect(rows).toEqual(expected.map((row) => ({ ...row })))
		}
		expect(tables.get('members')?.rows.length).toBeGreaterThan(2)
		database.close()
	})

	test('reads any values, over any number of pages, as they were written', () => {
		const value = fc.oneof(
			fc.constant(null),
			fc.integer(),
			fc.maxSafeInteger(),
			fc.double({ noNaN: true }),
			fc.string({ unit: 'grapheme', maxLength: 50 }),
			fc.nat(9000).map((length) => 'é'.repeat(length)),
			fc.uint8Array({ maxLength: 3000 })
		)
		const pragma = fc.record({
			size: fc.constantFrom(512, 1024, 4096, 65_536),
			encoding: fc.constantFrom('UTF-8', 'UTF-16le', 'UTF-16be')
		})
		fc.assert(
			fc.property(pragma, fc.array(fc.tuple(value, value), { maxLength: 120 }), ({ size, encoding }, rows) => {
				const bytes = sqliteBytes((database) => {
					database.exec(`PRAGMA page_size = ${size}; PRAGMA encoding = '${encoding}'; CREATE TABLE t (a, b)`)
					const insert = database.prepare('INSERT INTO t VALUES (?, ?)')
					database.exec('BEGIN')
					for (const row of rows) insert.run(...row)
					database.exec('COMMIT')
				})

				// SQLite keeps a negative zero or not, by how it stores the number.
				const unsigned = <T>(each: T) => (each === 0 ? 0 : each)
				const found = read(bytes).rows.map((row) => ({ a: unsigned(row['a']), b: unsigned(row['b']) }))
				expect(found).toEqual(rows.map(([a, b]) => ({ a: unsigned(a), b: unsigned(b) })))
			}),
			{ numRuns: 40 }
		)
	}, 60_000)

	test('finds the number of a row where a column is that number, however it was declared', () => {
		const values = 'INSERT INTO t VALUES (NULL, 5)'

		expect(readFilled('CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, b)', values).rows).toEqual([
			{ id: 1, b: 5 }
		])
		expect(readFilled('CREATE TABLE t ("ID" INTEGER, b REAL, PRIMARY KEY("ID" AUTOINCREMENT))', values).rows).toEqual([
			{ id: 1, b: 5 }
		])
		expect(readFilled('CREATE TABLE t (id TEXT PRIMARY KEY, b)', values).rows).toEqual([{ id: null, b: 5 }])
	})

	test('gives a column that was added later its default in earlier rows', () => {
		const table = readFilled(
			'CREATE TABLE t (a TEXT)',
			"INSERT INTO t VALUES ('x')",
			'ALTER TABLE t ADD COLUMN b REAL DEFAULT 0',
			"ALTER TABLE t ADD COLUMN c TEXT DEFAULT 'it''s'",
			'ALTER TABLE t ADD COLUMN d REAL DEFAULT -1.5',
			'ALTER TABLE t ADD COLUMN e TEXT'
		)

		expect(table.columns).toEqual(['a', 'b', 'c', 'd', 'e'])
		expect(table.rows).toEqual([{ a: 'x', b: 0, c: "it's", d: -1.5, e: null }])
	})

	test('reads names in any quotes, and neither remarks nor constraints for columns', () => {
		const table = readFilled(
			'CREATE TABLE t ( -- a, b\n [last name] TEXT NOT NULL CHECK (max(length("last name"), 1) > 0), /* c, */ ' +
				"`check` NUMERIC(10, 2), 'd' TEXT DEFAULT 'x, y', e AS (1), UNIQUE (`check`, d), " +
				"CONSTRAINT f CHECK (d <> '(')" +
				')',
			"INSERT INTO t VALUES ('a', 2, 'c')"
		)

		expect(table.rows).toEqual([{ 'last name': 'a', check: 2, d: 'c' }])
	})

	test('passes over views, triggers and indexes that are called like a table', () => {
		const bytes = sqliteBytes((database) => {
			database.exec(
				'CREATE TABLE u (a); CREATE VIEW t AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1) SELECT i FROM n'
			)
			database.exec(
				'CREATE INDEX members ON u (a); CREATE TRIGGER positions AFTER INSERT ON u BEGIN DELETE FROM u; END'
			)
		})

		expect([...unwrap(readSqlite(bytes, ['t', 'members', 'positions'])).keys()]).toEqual([])
	})

	test('refuses in words what is no database, or not all of one', () => {
		const sample = oldFile('sample.db')

		expect(codeOf(new Uint8Array())).toBe('sqlite-none')
		expect(codeOf(new TextEncoder().encode('Nom;Prénom\n'))).toBe('sqlite-none')
		expect(codeOf(sample.subarray(0, 50))).toBe('sqlite-cut')
		expect(codeOf(sample.subarray(0, sample.length - 100))).toBe('sqlite-cut')
	})

	test('refuses a tree that has a page twice, in a circle or a knot, and a table without row numbers', () => {
		const tree = sqliteBytes((database) => {
			database.exec('PRAGMA page_size = 512; CREATE TABLE t (a)')
			database.exec(`INSERT INTO t VALUES ${Array(40).fill("(printf('%400d', 1))").join()}`)
		})
		const [circle, knot] = [tree.slice(), tree.slice()]
		const root = 512
		circle.set([0, 0, 0, 2], root + 8)

		const cell = root + new DataView(knot.buffer).getUint16(root + 12)
		const next = root + new DataView(knot.buffer).getUint16(root + 14)
		knot.copyWithin(cell, next, next + 4)

		expect(tree[root]).toBe(5)
		expect(codeOf(tree)).toBe('read')
		expect(codeOf(knot)).toBe('sqlite-damaged')
		expect(codeOf(circle)).toBe('sqlite-damaged')
		expect(codeOf(sqliteBytes((one) => one.exec('CREATE TABLE t (a PRIMARY KEY) WITHOUT ROWID')))).toBe(
			'sqlite-unsupported'
		)
	})

	test('comes to an end on every damage, with a table or a refusal', () => {
		const sample = oldFile('sample.db')
		const flips = fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 })
		const seen = new Set<string>()

		fc.assert(
			fc.property(flips, (places) => {
				const bytes = sample.slice()
				for (const [at, octet] of places) bytes[at] = octet
				seen.add(codeOf(bytes))
			}),
			{ numRuns: 2000 }
		)

		expect(seen).toContain('sqlite-damaged')
	})
})
