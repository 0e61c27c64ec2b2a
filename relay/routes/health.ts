import { Hono } from 'hono'
import type { Journal } from '#relay/journal/journal.ts'

/** A mailing that nobody has: asking for it costs one look into the journal. */
const NOBODYS = { owner: '', mailingId: '' }

/**
 * `GET /health`: 200 as long as the process answers, for whoever starts it anew when it does not. `GET /health/ready`: 200
 * when the journal can be read, else 503 `journal-unavailable`, for whoever decides where requests go. Public; they tell
 * nothing but that.
 */
export function health(journal: Pick<Journal, 'findMailing'>): Hono {
	const ok = { status: 'ok' } as const
	const fresh = { 'cache-control': 'no-store' }
	return new Hono()
		.get('/', (c) => c.json(ok, 200, fresh))
		.get('/ready', async (c) => {
			await journal.findMailing(NOBODYS)
			return c.json(ok, 200, fresh)
		})
}
