import { describe, expect, test } from 'vitest'
import { digestRows, formatContent, parseContent } from '#shared/backup/content.ts'
import { SMALL_CLUB } from '../../support/backups.ts'

const textOf = async () => Buffer.concat(await formatContent(SMALL_CLUB)).toString('utf8')
const parse = (text: string) => parseContent(new TextEncoder().encode(text))

describe('the content of a backup', () => {
	test('is read as it was written', async () => {
		expect(await parse(await textOf())).toStrictEqual(SMALL_CLUB)
	})

	test('is refused when a row, a count or a hash is not what the manifest says', async () => {
		const text = await textOf()

		for (const [from, to] of [
			['Lefèvre', 'Lefebvre'],
			['"rows":2', '"rows":1'],
			['"rows":0', '"rows":9'],
			['"sha256":"', '"sha256":"A'],
			['{"tables"', '{"table"']
		] as const) {
			expect(text).toContain(from)
			expect(await parse(text.replace(from, to)), from).toBeUndefined()
		}
		for (const whole of ['', '\n', '{}', `${text}\n`, `${text}{}\n`, text.slice(0, -1)]) {
			expect(await parse(whole)).toBeUndefined()
		}
	})
})

describe('digestRows', () => {
	test('is the same whatever the order of rows and fields, and another for another value', async () => {
		const rows = [
			{ id: 'a', n: 1 },
			{ id: 'b', n: undefined }
		]

		expect(
			await digestRows([
				{ n: undefined, id: 'b' },
				{ n: 1, id: 'a' }
			])
		).toBe(await digestRows(rows))
		expect(await digestRows([{ id: 'a', n: 1 }, { id: 'b' }])).not.toBe(await digestRows(rows))
		expect(
			await digestRows([
				{ id: 'a', n: 2 },
				{ id: 'b', n: undefined }
			])
		).not.toBe(await digestRows(rows))
	})
})
