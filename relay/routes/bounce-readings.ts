import { Hono } from 'hono'
import { BounceReadingRequest, type BounceReading } from '#shared/wire/bounces.ts'
import type { Caller } from '#relay/access.ts'
import type { Clock } from '#relay/clock.ts'
import type { ImapAccounts } from '#relay/imap-accounts.ts'
import { Refusal } from '#relay/problems.ts'
import { RateLimit } from '#relay/rate-limit.ts'
import { readJson } from '#relay/request-body.ts'

const PER_MINUTE = 120

export type BounceReadingDeps = { mailboxes: ImapAccounts; clock: Clock }

/** `POST /bounces/readings`: what mail servers report in a mailbox of the club. Nothing of it is kept. */
export function bounceReadings({ mailboxes, clock }: BounceReadingDeps): Hono<Caller> {
	const limit = new RateLimit(clock, PER_MINUTE)
	return new Hono<Caller>().post('/', async (c) => {
		limit.count(c.get('keyDigest'))
		const { imap, mailbox, position, since } = await readJson(c, BounceReadingRequest)
		const stretch = { mailbox, position, since: since === undefined ? undefined : new Date(since) }
		const answer = await mailboxes
			.read(imap, stretch)
			.then(
				({ result, ...resealed }): BounceReading =>
					result.ok ? { ok: true, ...result.value, ...resealed } : { ok: false, failure: result.error, ...resealed },
				unreadable
			)
		return c.json(answer, 200, { 'cache-control': 'no-store' })
	})
}

/** A mailbox that cannot be opened is what a reading is to find out, not a refusal. */
function unreadable(error: unknown): BounceReading {
	if (!(error instanceof Refusal) || error.code !== 'password-unreadable') throw error
	return { ok: false, failure: { code: error.code, detail: '' } }
}
