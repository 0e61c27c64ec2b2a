import type { Server } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'

/** How long the last answers may take to be read. */
const LAST_WORDS_MS = 1000

/** A server that listens, and how to end it. */
export type Listening = {
	/** Takes no more connections; those that are open may be answered to their end. */
	stopAccepting: () => void
	/** Waits a moment for what is being said, then cuts what is still open. */
	closeConnections: () => Promise<void>
}

/** Listens. Rejects with the system's error, `EADDRINUSE` for a busy port. */
export function listen(app: Hono, { host, port }: { host: string; port: number }): Promise<Listening> {
	return new Promise((resolve, reject) => {
		const server = serve({ fetch: app.fetch, hostname: host, port }, () => {
			const closed = new Promise<void>((end) => server.once('close', end))
			resolve({
				stopAccepting() {
					server.close()
					server.closeIdleConnections()
				},
				async closeConnections() {
					server.closeIdleConnections()
					await Promise.race([closed, delay(LAST_WORDS_MS)])
					server.closeAllConnections()
				}
			})
		}) as Server
		server.once('error', reject)
	})
}
