import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { MailingEvent } from '#shared/wire/event.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import { Problem } from '#shared/wire/problem.ts'
import type { Smtp } from '#shared/wire/smtp.ts'
import { MailingSummary } from '#shared/wire/summary.ts'
import { EventReader } from './event-reader.ts'
import { mailingTo, recipients } from './test-relay.ts'

/** What becomes of an address: refused for good, or taken without a word, so that nobody can know. */
export type Fate = 'refused' | 'lost'

/** A relay as a contract sees it: the wire on one side, who was handed to a server on the other. */
export type RelayOnTrial = {
	request: (path: string, init?: RequestInit) => Promise<Response>
	smtp: Pick<Smtp, 'host' | 'port'>
	/** Addresses whose message a server took, in order. */
	delivered: () => string[]
	/** Nobody gets further until it is let go; somebody may be under way. */
	hold: () => { letGo: () => void }
}

/** What the app relies on in a relay, so that the one that stands in for it in tests cannot promise more, or less. */
export function relayContract(name: string, start: (fates?: Record<string, Fate>) => Promise<RelayOnTrial>): void {
	const begin = async (fates?: Record<string, Fate>) => {
		const relay = await start(fates)
		const ask = (path: string, body?: unknown) =>
			relay.request(path, body === undefined ? { method: 'POST' } : { method: 'POST', body: JSON.stringify(body) })
		return {
			...relay,
			mailing: (count: number) => mailingTo(relay.smtp, { count }),
			post: async (mailing: MailingRequestInput) => new EventReader(await ask('/api/v1/mailings', mailing)),
			refused: async (mailing: MailingRequestInput) => codeOf(await ask('/api/v1/mailings', mailing)),
			steer: async (id: string, verb: string) =>
				v.parse(MailingSummary, await (await ask(`/api/v1/mailings/${id}/${verb}`)).json()),
			summary: async (id: string) =>
				v.parse(MailingSummary, await (await relay.request(`/api/v1/mailings/${id}`)).json())
		}
	}
	const addresses = (count: number) => recipients(count).map(({ email }) => email)

	describe(`${name}, as the app knows a relay`, () => {
		test('tells each result once, numbered without a gap, and then the end', async () => {
			const relay = await begin({ [addresses(3)[1] ?? '']: 'refused', [addresses(3)[2] ?? '']: 'lost' })

			const events = await (await relay.post(relay.mailing(4))).all()

			expect(events[0]).toMatchObject({ type: 'accepted', total: 4, settled: 0 })
			expect(outcomes(events)).toEqual({ r1: 'sent', r2: 'failed', r3: 'uncertain', r4: 'sent' })
			expect(events.map((event) => 'seq' in event && event.seq)).toEqual(events.map((_, index) => index + 1))
			expect(events.at(-1)).toMatchObject({ type: 'done', sent: 2, failed: 1, uncertain: 1, cancelled: 0 })
		})

		test('tells what was decided again when the same is posted again, and hands nobody over twice', async () => {
			const relay = await begin({ [addresses(2)[1] ?? '']: 'refused' })
			const mailing = relay.mailing(3)
			await (await relay.post(mailing)).all()

			const again = await (await relay.post(mailing)).all()

			expect(outcomes(again)).toEqual({ r1: 'sent', r2: 'failed', r3: 'sent' })
			expect(again.map((event) => event.type === 'result' && event.replayed)).toEqual([false, true, true, true, false])
			expect(again[0]).toMatchObject({ type: 'accepted', settled: 3 })
			expect(relay.delivered().toSorted()).toEqual([addresses(3)[0], addresses(3)[2]])
		})

		test('tries a further attempt only where that makes nobody get it twice, unless the risk is taken', async () => {
			const [sent, refused, lost] = recipients(3)
			const relay = await begin({ [refused?.email ?? '']: 'refused', [lost?.email ?? '']: 'lost' })
			const mailing = relay.mailing(3)
			await (await relay.post(mailing)).all()
			const second = (who: typeof sent) => ({ ...mailing, recipients: [{ ...who!, attempt: 2 }] })

			expect(await relay.refused(second(sent))).toBe('attempt-refused')
			expect(await relay.refused(second(lost))).toBe('duplicate-risk')
			const events = await (await relay.post(second(refused))).all()
			const risked = await (await relay.post({ ...second(lost), acceptDuplicateRisk: true })).all()

			expect(outcomes(events)).toEqual({ r2: 'failed' })
			expect(outcomes(risked)).toEqual({ r3: 'uncertain' })
			expect(relay.delivered().filter((address) => address === sent?.email)).toHaveLength(1)
		})

		test('stands still when asked, says so, and goes on where it was', async () => {
			const relay = await begin()
			const mailing = relay.mailing(3)
			const held = relay.hold()
			const reader = await relay.post(mailing)
			await reader.until('accepted')

			expect(await relay.steer(mailing.id, 'pause')).toMatchObject({ state: 'paused', pausedReason: 'user' })
			held.letGo()
			expect(await relay.summary(mailing.id)).toMatchObject({ state: 'paused', resumeInMs: null })
			await relay.steer(mailing.id, 'resume')

			const events = await reader.all()
			expect(events.map(({ type }) => type).filter((type) => /paused|resumed/.test(type))).toEqual([
				'paused',
				'resumed'
			])
			expect(relay.delivered().toSorted()).toEqual(addresses(3))
		})

		test('ends a cancelled mailing with those who did not get it, whom only a further attempt reaches', async () => {
			const relay = await begin()
			const mailing = relay.mailing(5)
			const held = relay.hold()
			const reader = await relay.post(mailing)
			await reader.until('accepted')
			await relay.steer(mailing.id, 'cancel')
			held.letGo()
			const done = (await reader.all()).at(-1)
			const reached = relay.delivered()

			expect(done).toMatchObject({ type: 'done', sent: reached.length, cancelled: 5 - reached.length })
			expect(await relay.summary(mailing.id)).toMatchObject({ state: 'cancelled', cancelled: 5 - reached.length })
			await (await relay.post(mailing)).all()
			expect(relay.delivered()).toEqual(reached)
			const left = mailing.recipients.filter(({ email }) => !reached.includes(email))
			const again = left.map((recipient) => ({ ...recipient, attempt: 2 }))
			await (await relay.post({ ...mailing, recipients: again })).all()
			expect(relay.delivered().toSorted()).toEqual(addresses(5))
		})

		test('lets who follows begin after what he has heard', async () => {
			const relay = await begin()
			const mailing = relay.mailing(3)
			const events = await (await relay.post(mailing)).all()
			const { run } = await relay.summary(mailing.id)

			const path = `/api/v1/mailings/${mailing.id}/events?run=${run}&after=2`
			const rest = await new EventReader(await relay.request(path)).all()

			expect(rest).toEqual(events.slice(2))
		})

		test('knows nothing of a mailing it was never given, and nothing for another journal', async () => {
			const relay = await begin()

			expect(await codeOf(await relay.request('/api/v1/mailings/nobody-knows-it'))).toBe('unknown-mailing')
			expect(await relay.refused({ ...relay.mailing(1), journalEpoch: 'another-journal' })).toBe('journal-replaced')
			expect(relay.delivered()).toEqual([])
		})
	})
}

const codeOf = async (response: Response) => v.parse(Problem, await response.json()).code

const outcomes = (events: readonly MailingEvent[]) =>
	Object.fromEntries(events.flatMap((event) => (event.type === 'result' ? [[event.recipientId, event.outcome]] : [])))
