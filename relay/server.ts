import type { IncomingMessage, Server } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'

/** How long the last answers may take to be read. */
const LAST_WORDS_MS = 1000

/** How long a caller may take to say what he wants, to say it all, and may fall silent in between. */
export type Patience = { headersMs: number; requestMs: number; silenceMs: number }

/** The largest mailing takes a quarter of an hour over a slow line; nobody is silent for half a minute in the middle of one. */
const PATIENCE: Patience = { headersMs: 15_000, requestMs: 1_800_000, silenceMs: 30_000 }

/** A server that listens, and how to end it. */
export type Listening = {
	/** Takes no more connections; those that are open may be answered to their end. */
	stopAccepting: () => void
	/** Waits a moment for what is being said, then cuts what is still open. */
	closeConnections: () => Promise<void>
}

/** Listens. Rejects with the system's error, `EADDRINUSE` for a busy port. */
export function listen(
	app: Hono,
	{ host, port }: { host: string; port: number },
	patience: Patience = PATIENCE
): Promise<Listening> {
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
		server.headersTimeout = patience.headersMs
		server.requestTimeout = patience.requestMs
		server.on('request', (incoming: IncomingMessage) => dropWhenSilent(incoming, patience.silenceMs))
	})
}

/** Cuts off whoever stops in the middle of a body; an answer may take its time. */
function dropWhenSilent(incoming: IncomingMessage, silenceMs: number): void {
	const { headers, socket } = incoming
	if (headers['transfer-encoding'] === undefined && !Number(headers['content-length'])) return
	const cut = () => socket.destroy()
	const isThere = () => {
		socket.off('timeout', cut)
		socket.setTimeout(0)
	}
	socket.setTimeout(silenceMs)
	socket.once('timeout', cut)
	incoming.once('end', isThere)
	incoming.once('close', isThere)
}
