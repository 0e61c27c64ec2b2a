import { describe, expect, test } from 'vitest'
import type { Delivery, Envelope } from '#relay/mail/session.ts'
import { createMailer } from '#relay/mail/smtp-mailer.ts'
import { wireContent } from '#relay/mail/wire-content.ts'
import { startCuttingProxy, type Cut } from '#tests/support/cutting-proxy.ts'
import { startTestServer } from '#tests/support/smtp-server.ts'

/** Long enough for a slow machine; a silence is waited for, so not for long. */
const PATIENT = timeouts(10_000)
const IMPATIENT = timeouts(150)
const MESSAGES = 3
const AT_ONCE = 10
/** A silence takes its time, so it is not tried at every octet. */
const STALL_STEP = 23

function timeouts(ms: number) {
	return { envelopeMs: ms, dataMs: ms, announcedMs: ms, contentMs: ms, acceptanceMs: ms, quitMs: 50 }
}

const certificate = { certificate: '', privateKey: '' }
const letter = (n: number): Envelope => ({
	from: 'a@b.example',
	to: `m${n}@b.example`,
	content: wireContent(Buffer.from(`Subject: ${n}\r\n\r\n.x\r\n`))
})

/** Sends three messages over one connection that is cut; tells what the session said, and what the server has. */
async function sendOver(cut: Cut | undefined, extensions: string[]) {
	const server = await startTestServer({ extensions, certificate })
	const proxy = await startCuttingProxy(server.port)
	const account = { host: '127.0.0.1', security: 'none', username: '', password: '', extraCa: [] } as const
	const opened = await createMailer(cut?.by === 'stall' ? IMPATIENT : PATIENT).open({
		...account,
		port: proxy.port,
		addresses: ['127.0.0.1']
	})
	if (!opened.ok) throw new Error(opened.error.reply)
	const session = opened.value
	if (cut) proxy.arm(cut)
	else proxy.arm({ after: Infinity, from: 'client', by: 'close' })
	const letters = Array.from({ length: MESSAGES }, (_, n) => letter(n))
	const told = new Map<string, Delivery['outcome']>()
	for (const [index, each] of letters.entries()) {
		if (!session.usable) break
		const { outcome } = await session.send(
			each,
			() => Promise.resolve(),
			() => letters[index + 1]
		)
		told.set(each.to, outcome)
	}
	const passed = { ...proxy.passed }
	await session.close()
	proxy.close()
	await expect.poll(() => server.open, { interval: 2, timeout: 10_000 }).toBe(0)
	await server.close()
	return { told, has: server.accepted.map(({ to }) => to.join()), passed }
}

/** What is wrong, if anything, with what was told of a cut connection. */
function faultsOf({ told, has }: Awaited<ReturnType<typeof sendOver>>): string[] {
	const outcomes = [...told]
	return [
		...outcomes.flatMap(([to, outcome]) =>
			outcome === 'sent' && !has.includes(to) ? [`${to} is told as sent, and lost`] : []
		),
		...has.flatMap((to) => {
			const outcome = told.get(to)
			return outcome === 'sent' || outcome === 'uncertain'
				? []
				: [`${to} would be sent twice: ${outcome ?? 'not begun'}`]
		}),
		...(new Set(has).size < has.length ? ['one was accepted twice'] : []),
		...(outcomes.filter(([, outcome]) => outcome === 'uncertain').length > 1 ? ['more than one is in doubt'] : [])
	]
}

describe.each([
	['one round trip a message', ['PIPELINING']],
	['one command at a time', []]
])('a connection that is cut, at %s', (_pace, extensions) => {
	test.each(['client', 'server'] as const)(
		'leaves nobody out, nobody twice, and one in doubt at most, at every octet from the %s',
		{ timeout: 120_000 },
		async (from) => {
			const whole = await sendOver(undefined, extensions)
			expect([...whole.told.values()]).toEqual(['sent', 'sent', 'sent'])
			const octets = Array.from({ length: whole.passed[from] }, (_, n) => n)
			const cuts: Cut[] = octets.flatMap((after) => [
				{ after, from, by: 'close' },
				{ after, from, by: 'reset' },
				...(after % STALL_STEP === 0 ? [{ after, from, by: 'stall' } as const] : [])
			])

			const outcomes = new Set<string>()
			const worker = async () => {
				for (let cut = cuts.pop(); cut; cut = cuts.pop()) {
					const result = await sendOver(cut, extensions)
					for (const outcome of result.told.values()) outcomes.add(outcome)
					expect(faultsOf(result), JSON.stringify({ cut, told: [...result.told], has: result.has })).toEqual([])
				}
			}
			await Promise.all(Array.from({ length: AT_ONCE }, worker))

			expect(outcomes).toContain('sent')
			expect(outcomes).toContain('uncertain')
			expect(outcomes).toContain('failed')
		}
	)
})
