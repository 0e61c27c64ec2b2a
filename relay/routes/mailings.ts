import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { WireId } from '#shared/wire/fields.ts'
import { MailingRequest } from '#shared/wire/mailing.ts'
import type { Caller } from '#relay/access.ts'
import type { Clock } from '#relay/clock.ts'
import type { MailingKey } from '#relay/journal/journal.ts'
import { streamEvents, type Reading } from '#relay/mailings/event-stream.ts'
import type { Mailings } from '#relay/mailings/mailings.ts'
import { Refusal } from '#relay/problems.ts'
import { readWithAttachments } from '#relay/request-body.ts'

export type MailingDeps = { mailings: Mailings; clock: Clock }

/** `/mailings`: posting, following and steering. */
export function mailings({ mailings, clock }: MailingDeps): Hono<Caller> {
	const routes = new Hono<Caller>()
	const answer = (c: Context, reading: Reading) => {
		c.header('content-type', 'application/x-ndjson')
		c.header('cache-control', 'no-store')
		c.header('x-accel-buffering', 'no')
		return c.body(streamEvents(reading, clock))
	}

	routes.post('/', async (c) => {
		const { value, attachments } = await readWithAttachments(c, { part: 'mailing', schema: MailingRequest })
		return answer(c, await mailings.post(c.get('owner'), value, attachments))
	})
	routes.get('/:id', async (c) => c.json(await mailings.summary(keyOf(c)), 200, { 'cache-control': 'no-store' }))
	routes.get('/:id/events', (c) => {
		const after = c.req.query('after') ?? '0'
		if (!/^\d{1,9}$/.test(after)) throw new Refusal('invalid-request', { fields: ['after'] })
		return answer(c, mailings.read(keyOf(c), { run: c.req.query('run'), after: Number(after) }))
	})
	routes.post('/:id/pause', async (c) => c.json(await mailings.pause(keyOf(c)), 202))
	routes.post('/:id/resume', async (c) => c.json(await mailings.resume(keyOf(c)), 202))
	routes.post('/:id/cancel', async (c) => c.json(await mailings.cancel(keyOf(c)), 202))
	return routes
}

/** The mailing that a path means, of whoever calls. */
function keyOf(c: Context<Caller>): MailingKey {
	const mailingId = c.req.param('id')
	if (!v.is(WireId, mailingId)) throw new Refusal('unknown-mailing')
	return { owner: c.get('owner'), mailingId }
}
