import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdLastOctet, stuffDots, wireContent } from '#relay/mail/wire-content.ts'

/** Texts of what matters to DATA: line ends of all kinds, dots, and something else. */
const hostile = fc
	.array(fc.constantFrom('\r', '\n', '\r\n', '.', '..', 'x', 'é'), { maxLength: 40 })
	.map((parts) => parts.join(''))

/** What a server makes of the content of DATA, or `undefined` when it ends elsewhere than at its end. */
function receive(wire: string): string | undefined {
	const end = wire.startsWith('.\r\n') ? 0 : wire.indexOf('\r\n.\r\n') + 2
	if (end + 3 !== wire.length) return undefined
	return wire.slice(0, end).replace(/(^|\r\n)\./g, '$1')
}

function hold(text: string) {
	const { head, tail } = holdLastOctet(wireContent(Buffer.from(text)))
	return { head: Buffer.concat(head).toString(), tail: tail.toString() }
}

describe('wireContent', () => {
	test.each([
		['Subject: x\r\n\r\n.\r\n', { size: 17, utf8Header: false, eightBit: false }],
		['Subject: x\r\n\r\né', { size: 16, utf8Header: false, eightBit: true }],
		['Subject: é\r\n\r\nx', { size: 16, utf8Header: true, eightBit: true }],
		['Subject: é', { size: 11, utf8Header: true, eightBit: true }]
	])('says of %j what MAIL must say', (raw, facts) => {
		expect(wireContent(Buffer.from(raw))).toMatchObject(facts)
	})
})

describe('holdLastOctet', () => {
	test('takes the last octet of the last of several buffers, which stay as they are', () => {
		const parts = [Buffer.from('a\r\n'), Buffer.from('\r\n')]

		const { head } = holdLastOctet({ parts, size: 5, utf8Header: false, eightBit: false })

		expect(head.map(String)).toEqual(['a\r\n', '\r'])
		expect(head[0]).toBe(parts[0])
	})

	test('doubles leading dots and ends in the final dot, the last octet apart', () => {
		const { head, tail } = hold('.\r\na.b\r\n..c\r\n')

		expect(head).toBe('..\r\na.b\r\n...c\r')
		expect(tail).toBe('\n.\r\n')
	})

	test('brings over any content with its line ends made CRLF, and ends it nowhere before its end', () => {
		fc.assert(
			fc.property(hostile, (text) => {
				const { head, tail } = hold(text)
				const lines = text.replace(/\r\n|\r|\n/g, '\r\n')

				const received = receive(head + tail)

				expect(received).toBe(lines.endsWith('\r\n') ? lines : `${lines}\r\n`)
				// Smuggling: no dot line that another server could take for the end.
				expect(head).not.toMatch(/(?:^|[\r\n])\.(?:\r|\n|$)/)
			})
		)
	})
})

describe('stuffDots', () => {
	test('leaves alone what needs nothing, without a copy', () => {
		const raw = Buffer.from('Subject: x\r\n\r\nBonjour.\r\n')

		expect(stuffDots(raw)).toBe(raw)
	})

	test.each(['\r', '\n', '.', '.\r\n', '\r\r\n'])('takes steps in proportion to the size of many %j', (part) => {
		const visits = (count: number) => {
			const raw = Buffer.from(part.repeat(count))
			let octets = 0
			const counted = new Proxy(raw, {
				get(target, key) {
					const value: unknown = Reflect.get(target, key, target)
					if (typeof value !== 'function') return value
					return (...args: unknown[]) => {
						const result: unknown = Reflect.apply(value, target, args)
						if (key === 'indexOf') octets += (result === -1 ? target.length : Number(result)) - Number(args[1] ?? 0) + 1
						return result
					}
				}
			})
			stuffDots(counted)
			return octets
		}

		expect(visits(2000)).toBeLessThan(visits(1000) * 2.2)
	})
})
