import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatReply, MalformedReplyError, ReplyParser } from '#relay/mail/reply.ts'

function parse(...chunks: (string | Buffer)[]) {
	const parser = new ReplyParser()
	return chunks.flatMap((chunk) => [...parser.push(Buffer.from(chunk))])
}

describe('ReplyParser', () => {
	test('reads replies of one and of several lines, with and without enhanced codes', () => {
		expect(parse('220 ready\r\n250-mail.example\r\n250-SIZE 1\r\n250 STARTTLS\r\n250 2.1.0 Ok\r\n250\r\n')).toEqual([
			{ code: 220, enhanced: undefined, lines: ['ready'] },
			{ code: 250, enhanced: undefined, lines: ['mail.example', 'SIZE 1', 'STARTTLS'] },
			{ code: 250, enhanced: '2.1.0', lines: ['2.1.0 Ok'] },
			{ code: 250, enhanced: undefined, lines: [''] }
		])
	})

	test('reads the same wherever the octets are cut', () => {
		const text = Buffer.from('250-é\r\n250 ü\r\n451 4.3.0 à demain\n')
		const whole = parse(text)

		fc.assert(
			fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
				const at = [0, ...cuts.sort((a, b) => a - b), text.length]
				const chunks = at.slice(1).map((end, index) => text.subarray(at[index], end))

				expect(parse(...chunks)).toEqual(whole)
			})
		)
	})

	test.each([
		['another protocol', 'HTTP/1.1 200 OK\r\n'],
		['a code out of range', '199 x\r\n'],
		['four digits', '2500 x\r\n'],
		['codes that differ within a reply', '250-a\r\n251 b\r\n'],
		['an empty line', '\r\n'],
		['a line without end', 'x'.repeat(5000)],
		['a long line', `250 ${'x'.repeat(5000)}\r\n`],
		['a reply without end', '250-x\r\n'.repeat(201)]
	])('refuses %s', (_name, text) => {
		expect(() => parse(text)).toThrow(MalformedReplyError)
	})

	test('gives what came before a fault', () => {
		const chunk = Buffer.from('250 2.0.0 Ok: queued\r\nHello?\r\n')
		const codes: number[] = []

		const read = () => {
			for (const { code } of new ReplyParser().push(chunk)) codes.push(code)
		}

		expect(read).toThrow(MalformedReplyError)
		expect(codes).toEqual([250])
	})

	test('throws nothing else, whatever arrives', () => {
		fc.assert(
			fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
				try {
					parse(...chunks.map((chunk) => Buffer.from(chunk)))
				} catch (error) {
					expect(error).toBeInstanceOf(MalformedReplyError)
				}
			})
		)
	})

	test('knows whether a reply has begun', () => {
		const parser = new ReplyParser()
		expect(parser.empty).toBe(true)
		expect([...parser.push(Buffer.from('25'))]).toHaveLength(0)
		expect(parser.empty).toBe(false)
		expect([...parser.push(Buffer.from('0-x\r\n'))]).toHaveLength(0)
		expect(parser.empty).toBe(false)
		expect([...parser.push(Buffer.from('250 y\r\n'))]).toHaveLength(1)
		expect(parser.empty).toBe(true)
	})
})

describe('formatReply', () => {
	test('puts a long reply on one line, its code said once, control characters gone', () => {
		const [reply] = parse('550-5.1.1 The account does\x1b[31m not exist.\r\n550-5.1.1\r\n550 5.1.1 See help\r\n')

		expect(reply && formatReply(reply)).toBe('550 5.1.1 The account does [31m not exist. See help')
	})
})
