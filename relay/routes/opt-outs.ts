import { Hono } from 'hono'
import type { OptOuts } from '#shared/wire/opt-outs.ts'
import type { Caller } from '#relay/access.ts'
import type { Journal } from '#relay/journal/journal.ts'
import { Refusal } from '#relay/problems.ts'

const PAGE = 1000

/** `GET /opt-outs`: which letters' readers want no more, of whoever calls, from a place on. */
export function optOuts(journal: Pick<Journal, 'epoch' | 'listOptOuts'>): Hono<Caller> {
	return new Hono<Caller>().get('/', async (c) => {
		const after = c.req.query('after') ?? '0'
		if (!/^\d{1,15}$/.test(after)) throw new Refusal('invalid-request', { fields: ['after'] })
		const rows = await journal.listOptOuts(c.get('owner'), { after: Number(after), limit: PAGE })
		const answer: OptOuts = {
			journalEpoch: journal.epoch,
			optOuts: rows.map(({ digest, at }) => ({ digest, at: new Date(at).toISOString() })),
			after: rows.at(-1)?.place ?? Number(after),
			more: rows.length === PAGE
		}
		return c.json(answer, 200, { 'cache-control': 'no-store' })
	})
}
