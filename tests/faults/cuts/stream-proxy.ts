import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/**
 * Where a stream of events is cut: before the end of its n-th event, so far between the end of the one before (or the
 * beginning of the answer) and its own as `share` says; 1 is after it. `always`: not only the first stream.
 */
export type StreamCut = { event: number; share: number; by: 'fin' | 'rst'; always: boolean }

const END_OF_EVENT = '}\n'

/** Stands between an app and a relay, and cuts connections at events; whatever is no stream passes. */
export class StreamProxy {
	readonly url: string
	/** How often it has cut. */
	cuts = 0
	/** Events of the stream that was the longest. */
	longest = 0
	readonly #server
	readonly #sockets = new Set<Socket>()

	private constructor(server: ReturnType<typeof createServer>) {
		this.#server = server
		this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
	}

	static async start(relayPort: number, cut?: StreamCut): Promise<StreamProxy> {
		const server = createServer({ noDelay: true })
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
		const proxy = new StreamProxy(server)
		server.on('connection', (app) => proxy.#join(app, connect({ port: relayPort, host: '127.0.0.1' }), cut))
		return proxy
	}

	async close(): Promise<void> {
		const closed = new Promise((resolve) => this.#server.close(resolve))
		for (const socket of this.#sockets) socket.destroy()
		await closed
	}

	#join(app: Socket, relay: Socket, cut: StreamCut | undefined): void {
		for (const socket of [app, relay]) {
			this.#sockets.add(socket)
			socket.on('error', () => {}) // Cut on purpose.
			socket.on('close', () => this.#sockets.delete(socket))
		}
		let events = 0
		app.pipe(relay)
		app.on('close', () => relay.destroy())
		relay.on('end', () => app.end())
		relay.on('data', (chunk: Buffer) => {
			const isArmed = cut && (cut.always || this.cuts === 0)
			const at = isArmed ? placeIn(chunk, events, cut) : undefined
			events += countEvents(chunk)
			this.longest = Math.max(this.longest, events)
			if (!isArmed || at === undefined) return void app.write(chunk)
			this.cuts += 1
			relay.destroy()
			app.write(chunk.subarray(0, at))
			// A reset would overtake what was written just now.
			if (cut.by === 'rst') setImmediate(() => app.resetAndDestroy())
			else app.end()
		})
	}
}

/** Where in a piece that begins after so many events the cut falls, if it falls there. A line comes in one piece. */
function placeIn(chunk: Buffer, before: number, { event, share }: StreamCut): number | undefined {
	let from = 0
	for (let seen = before; seen < event; seen += 1) {
		const end = chunk.indexOf(END_OF_EVENT, from)
		if (end === -1) return undefined
		const to = end + END_OF_EVENT.length
		if (seen + 1 === event) return from + Math.floor((to - from) * share)
		from = to
	}
	return undefined
}

function countEvents(chunk: Buffer): number {
	return chunk.toString('latin1').split(END_OF_EVENT).length - 1
}
