import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseNdjson } from '#shared/ndjson.ts'

async function parse(chunks: string[]): Promise<unknown[]> {
	async function* stream() {
		for (const chunk of chunks) yield await Promise.resolve(chunk)
	}
	const values: unknown[] = []
	for await (const lines of parseNdjson(stream())) values.push(...lines)
	return values
}

describe('parseNdjson', () => {
	test('reads the same values wherever the text is cut', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.jsonValue()), fc.array(fc.nat(200)), async (values, cuts) => {
				const text = values.map((value) => `${JSON.stringify(value)}\n`).join('')
				const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length]
				const chunks = at.slice(1).map((end, index) => text.slice(at[index], end))

				expect(await parse(chunks)).toEqual(values.map((value) => JSON.parse(JSON.stringify(value)) as unknown))
			})
		)
	})

	test('yields the lines of a chunk together', async () => {
		async function* stream() {
			yield await Promise.resolve('1\n2\n3')
			yield '4\n'
		}
		const groups: unknown[][] = []
		for await (const lines of parseNdjson(stream())) groups.push(lines)

		expect(groups).toEqual([[1, 2], [34]])
	})

	test('skips empty lines, and drops a last line that was never finished', async () => {
		expect(await parse(['\n\n1\r\n \n', '{"a":', '2'])).toEqual([1])
	})

	test('keeps a line separator within a string where it is', async () => {
		expect(await parse(['"a\u2028b"\n'])).toEqual(['a\u2028b'])
	})

	test('throws on a line that is not JSON', async () => {
		await expect(parse(['1\n', 'oops\n'])).rejects.toThrow(SyntaxError)
	})

	test('takes a long line in pieces without going over it again for each', async () => {
		const pieces = Array.from({ length: 100_000 }, () => 'x'.repeat(50))

		expect(await parse(['"', ...pieces, '"\n'])).toEqual([pieces.join('')])
	})
})
