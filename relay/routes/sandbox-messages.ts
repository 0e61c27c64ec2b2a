import { Hono } from 'hono'
import type { Caller } from '#relay/access.ts'
import type { Sandbox } from '#relay/sandbox/sandbox.ts'

/** `/sandbox/messages`: what the sandbox received; there only when it is on. */
export function sandboxMessages(sandbox: Pick<Sandbox, 'list' | 'clear'>): Hono<Caller> {
	const routes = new Hono<Caller>()
	routes.get('/', (c) => {
		const messages = sandbox.list()
		// Who asks again and again need not be told thousands of messages each time.
		const etag = `"${messages.length}-${messages[0]?.id ?? ''}"`
		const headers = { 'cache-control': 'no-store', etag }
		if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
		return c.json(messages, 200, headers)
	})
	routes.delete('/', (c) => {
		sandbox.clear()
		return c.body(null, 204)
	})
	return routes
}
