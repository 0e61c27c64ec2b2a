import { Hono } from 'hono'
import type { Clock } from '#relay/clock.ts'
import type { Journal } from '#relay/journal/journal.ts'
import type { Keys } from '#relay/keys.ts'
import { PAGE_POLICY, unsubscribePage } from '#relay/unsubscribe/page.ts'
import { readToken } from '#relay/unsubscribe/token.ts'

export type UnsubscribeDeps = { journal: Journal; keys: Pick<Keys, 'access'>; clock: Clock }

/**
 * `/unsubscribe/:token`, public: what the link in a letter opens. Scanners of mail follow links, so a GET shows a page and
 * changes nothing; a POST counts, from that page or from a mail program (RFC 8058), once however often it comes.
 */
export function unsubscribe({ journal, keys, clock }: UnsubscribeDeps): Hono {
	const owners = [...new Set(keys.access.map(({ owner }) => owner))]
	const routes = new Hono()
	routes.use(async (c, next) => {
		c.header('cache-control', 'no-store')
		c.header('content-security-policy', PAGE_POLICY)
		await next()
	})
	routes.get('/:token', (c) => {
		const letter = readToken(journal.key, c.req.param('token'), owners)
		return letter ? c.html(unsubscribePage('question')) : c.html(unsubscribePage('unknown'), 404)
	})
	routes.post('/:token', async (c) => {
		const letter = readToken(journal.key, c.req.param('token'), owners)
		if (!letter) return c.html(unsubscribePage('unknown'), 404)
		await journal.addOptOut(letter.owner, { digest: letter.digest, at: clock.now() })
		return c.html(unsubscribePage('done'))
	})
	return routes
}
