import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/** How a connection is cut: an end in good order, a reset, or silence. */
export type Cut = 'fin' | 'rst' | 'stall'

/** Where: after so many octets of what the client sends, or of what the server says, over the first connection. */
export type Place = { side: 'client' | 'server'; octets: number; cut: Cut }

/** Stands between a client and an SMTP server, and cuts the first connection at one octet; later ones pass. */
export class CuttingProxy {
	readonly host = '127.0.0.1'
	readonly port: number
	/** Octets that each side sent over the first connection. */
	readonly seen = { client: 0, server: 0 }
	readonly #server
	readonly #sockets = new Set<Socket>()
	/** What the server said and the client was let hear, over the first connection. */
	#passed = ''

	private constructor(server: ReturnType<typeof createServer>) {
		this.#server = server
		this.port = (server.address() as AddressInfo).port
	}

	static async start(target: { host: string; port: number }, place: Place | undefined): Promise<CuttingProxy> {
		const server = createServer({ noDelay: true })
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
		const proxy = new CuttingProxy(server)
		let first = true
		server.on('connection', (client) => {
			const upstream = connect({ ...target, noDelay: true })
			proxy.#join(client, upstream, { place: first ? place : undefined, counts: first })
			first = false
		})
		return proxy
	}

	/** The client has heard over the first connection that it may send a content. */
	get invited(): boolean {
		return /^354 .*\r\n/m.test(this.#passed)
	}

	async close(): Promise<void> {
		const closed = new Promise((resolve) => this.#server.close(resolve))
		for (const socket of this.#sockets) socket.destroy()
		await closed
	}

	#join(client: Socket, upstream: Socket, options: { place: Place | undefined; counts: boolean }): void {
		const both = { client, server: upstream }
		let isCut = false
		for (const socket of [client, upstream]) {
			this.#sockets.add(socket)
			socket.on('error', () => {}) // Cut on purpose.
			socket.on('close', () => this.#sockets.delete(socket))
		}
		const pass = (side: 'client' | 'server', to: Socket) => (chunk: Buffer) => {
			if (isCut) return
			const { place } = options
			const before = this.seen[side]
			if (options.counts) this.seen[side] += chunk.length
			isCut = place?.side === side && before + chunk.length >= place.octets
			const passed = isCut && place ? chunk.subarray(0, place.octets - before) : chunk
			if (options.counts && side === 'server') this.#passed += passed.toString('latin1')
			to.write(passed)
			if (!isCut || !place) return
			cutBoth(both, place.cut)
		}
		client.on('data', pass('client', upstream))
		upstream.on('data', pass('server', client))
		client.on('end', () => void (isCut || upstream.end()))
		upstream.on('end', () => void (isCut || client.end()))
		client.on('close', () => upstream.destroy())
	}
}

/** What was passed on before arrives before the cut does. */
function cutBoth({ client, server }: { client: Socket; server: Socket }, cut: Cut): void {
	if (cut === 'stall') return
	if (cut === 'rst') return void setImmediate(() => [client, server].forEach((socket) => socket.resetAndDestroy()))
	client.end()
	server.end()
}
