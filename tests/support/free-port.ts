import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below those that systems give to outgoing connections: one of them might else get it before its server comes, or comes back. */
const PORTS = { from: 12_000, to: 32_000 }

/** Those that were tried here: looking at one again would take it, for a moment, from the server it was found for. */
const tried = new Set<number>()

/** A port of this machine that nobody listens on now, that no connection will take, and that is given only once. */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(PORTS.from, PORTS.to)
		if (tried.has(port)) continue
		tried.add(port)
		if (await isFree(port)) return port
	}
}

async function isFree(port: number): Promise<boolean> {
	const server = createServer().listen(port, '127.0.0.1')
	try {
		await once(server, 'listening')
	} catch {
		return false
	}
	server.close()
	await once(server, 'close')
	return true
}
