import { describe, expect, test } from 'vitest'
import type { MailingEvent } from '#shared/wire/event.ts'
import { createMailer } from '#relay/mail/smtp-mailer.ts'
import type { Timeouts } from '#relay/mail/timeouts.ts'
import { HurriedClock } from '#tests/faults/hurried-clock.ts'
import { FaultServer } from '#tests/faults/smtp/fault-server.ts'
import { TOKEN_TEXT } from '#tests/faults/smtp/letter.ts'
import { Tape } from '#tests/faults/tape.ts'
import { createTestRelay, mailingTo, recipients } from '#tests/support/test-relay.ts'
import { CuttingProxy, type Cut, type Place } from './cutting-proxy.ts'

/** Every octet in the long form; in the short one, so many apart. */
const FULL = process.env.FAULTS === 'full'
const STEP = FULL ? 1 : 61
const AT_A_TIME = FULL ? 24 : 12
const ENDS_WITHIN_MS = FULL ? 3_600_000 : 240_000
/** Short, so that silence is noticed soon; longer than a busy machine takes to answer. */
const SILENCE_MS = 3000
const TIMES: Timeouts = {
	connectMs: SILENCE_MS,
	greetingMs: SILENCE_MS,
	handshakeMs: SILENCE_MS,
	commandMs: SILENCE_MS,
	envelopeMs: SILENCE_MS,
	dataMs: SILENCE_MS,
	announcedMs: SILENCE_MS,
	contentMs: SILENCE_MS,
	acceptanceMs: SILENCE_MS,
	quitMs: 50
}
const PEOPLE = recipients(2).map((each) => ({ ...each, fields: { token: each.id } }))

/** Sends a small mailing through a proxy that cuts its first connection, if anywhere. */
async function send(pipelining: boolean, place?: Place) {
	const server = await FaultServer.start({ tape: new Tape(), pipelining })
	const proxy = await CuttingProxy.start(server, place)
	const mailer = createMailer(TIMES)
	const { host, port } = proxy
	const clock = new HurriedClock()
	const relay = await createTestRelay({ servers: [{ host, port, certificate: '' }], mailer, clock })
	const createdAt = new Date(clock.now()).toISOString()
	const events = await (await relay.send(mailingTo(proxy, { text: TOKEN_TEXT, recipients: PEOPLE, createdAt }))).all()
	await relay.mailings.stop()
	await Promise.all([proxy.close(), server.close()])
	const accepted = server.verdicts.filter((verdict) => verdict.accepted).map(({ token }) => token)
	return { events, accepted, invited: proxy.invited, seen: proxy.seen }
}

type Sent = Awaited<ReturnType<typeof send>>

/** What is wrong with how a mailing ended, if anything is. */
function findFault({ events, accepted, invited }: Sent): string | undefined {
	const results = events.filter((event): event is Extract<MailingEvent, { type: 'result' }> => event.type === 'result')
	const uncertain = results.filter(({ outcome }) => outcome === 'uncertain')
	if (results.length !== PEOPLE.length || events.at(-1)?.type !== 'done') return 'somebody is lost'
	if (new Set(accepted).size !== accepted.length) return 'somebody is reached twice'
	if (uncertain.length > 1) return 'more than one is uncertain'
	if (uncertain.length === 1 && !invited) return 'somebody is uncertain, and no content had been asked for'
	const wrong = results.find(({ outcome, recipientId }) => {
		return outcome !== 'uncertain' && (outcome === 'sent') !== accepted.includes(recipientId)
	})
	return wrong && `${wrong.recipientId} is not ${wrong.outcome}`
}

/** Every place at which a session as long as this may be cut. */
function listPlaces({ seen }: Sent): Place[] {
	return (['fin', 'rst', 'stall'] as Cut[]).flatMap((cut, index) =>
		(['client', 'server'] as const).flatMap((side) =>
			Array.from({ length: Math.ceil(seen[side] / STEP) }, (_, n) => ({ side, cut, octets: 1 + n * STEP + index }))
		)
	)
}

describe('an SMTP connection cut at any octet, in both directions', { timeout: ENDS_WITHIN_MS }, () => {
	test.each([true, false])('loses nobody and reaches nobody twice (PIPELINING %s)', async (pipelining) => {
		const whole = await send(pipelining)
		const places = listPlaces(whole)
		const faults: string[] = []
		const count = places.length

		const work = async () => {
			for (let place = places.pop(); place; place = places.pop()) {
				const fault = findFault(await send(pipelining, place))
				if (fault) faults.push(`${place.cut} after ${place.octets} octets of the ${place.side}: ${fault}`)
			}
		}
		await Promise.all(Array.from({ length: AT_A_TIME }, work))
		if (FULL) console.log(`${count} cuts`)

		expect(findFault(whole)).toBeUndefined()
		expect(whole.accepted).toHaveLength(PEOPLE.length)
		expect(faults).toEqual([])
	})
})
