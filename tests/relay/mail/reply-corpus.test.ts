import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { classifyReply, type Stage } from '#relay/mail/classify.ts'
import { ReplyParser } from '#relay/mail/reply.ts'
import type { Failure } from '#relay/mail/session.ts'

/**
 * One reply that a real server gave: its lines as they stood at the source, with addresses replaced. The verdict:
 * code, scope, `again` for temporary, `wait` for a pace problem.
 */
type Seen = {
	by: string
	stage: Stage
	reply: string[]
	verdict: string
	hint?: { greylisted?: true; policy?: true; waitMs?: number; waitUntil?: string }
	source: string
}

const FOLDER = new URL('replies/', import.meta.url)
const SEEN = readdirSync(FOLDER).flatMap((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Seen[])

function parse(lines: readonly string[]) {
	const [reply] = [...new ReplyParser().push(Buffer.from(lines.map((line) => `${line}\r\n`).join('')))]
	if (!reply) throw new Error('no reply')
	return reply
}

function verdict({ code, scope, temporary, throttle }: Failure): string {
	return [code, scope, ...(temporary ? ['again'] : []), ...(throttle ? ['wait'] : [])].join(' ')
}

describe('replies that were seen', () => {
	test.each(SEEN)('$by at $stage: $reply.0', ({ stage, reply, verdict: expected, hint = {} }) => {
		const failure = classifyReply(stage, parse(reply))

		expect(verdict(failure)).toBe(expected)
		const { greylisted, policy, waitMs, waitUntil } = failure
		const { waitUntil: until, ...rest } = hint
		expect({ greylisted, policy, waitMs, waitUntil }).toEqual({ ...rest, waitUntil: until && Date.parse(until) })
	})

	test('are many, of many, and each says where it was seen', () => {
		const said = SEEN.map(({ stage, reply }) => [stage, ...reply].join('\n'))

		expect(SEEN.length).toBeGreaterThanOrEqual(120)
		expect(new Set(SEEN.map(({ by }) => by)).size).toBeGreaterThanOrEqual(30)
		expect(said.filter((each, index) => said.indexOf(each) !== index)).toEqual([])
		expect(SEEN.filter(({ source }) => !/^https?:\/\/\S+$/.test(source))).toEqual([])
	})
})
