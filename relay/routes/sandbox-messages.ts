import { Hono } from 'hono'
import type { Caller } from '#relay/access.ts'
import type { Sandbox } from '#relay/sandbox/sandbox.ts'

/** `/sandbox/messages`: what the sandbox received; there only when it is on. */
export function sandboxMessages(sandbox: Pick<Sandbox, 'list' | 'clear'>): Hono<Caller> {
	const routes = new Hono<Caller>()
	routes.get('/', (c) => c.json(sandbox.list(), 200, { 'cache-control': 'no-store' }))
	routes.delete('/', (c) => {
		sandbox.clear()
		return c.body(null, 204)
	})
	return routes
}
