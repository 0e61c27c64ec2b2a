import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** Where a conversation ends: after so many octets in one direction, by a close, a reset, or nothing any more for ever. */
export type Cut = { after: number; from: 'client' | 'server'; by: 'close' | 'reset' | 'stall' }

export type CuttingProxy = {
	port: number
	/** From now on, octets count. */
	arm: (cut: Cut) => void
	/** So many octets went through since, either way. */
	passed: { client: number; server: number }
	close: () => void
}

/** Stands between a client and a server of the loopback, for one connection, and cuts it at one octet. */
export async function startCuttingProxy(serverPort: number): Promise<CuttingProxy> {
	let cut: Cut | undefined
	let done = false
	const passed = { client: 0, server: 0 }
	const sockets: Socket[] = []

	const end = (by: Cut['by']) => {
		done = true
		if (by === 'stall') return
		for (const socket of sockets) {
			if (by === 'close') socket.end()
			else socket.resetAndDestroy()
		}
	}
	const forward = (from: 'client' | 'server', socket: Socket, to: Socket) => {
		socket.on('error', () => {}) // Cut on purpose, by either side.
		socket.on('close', () => to.destroySoon())
		socket.on('data', (chunk: Buffer) => {
			if (done) return
			const room = cut?.from === from ? cut.after - passed[from] : Infinity
			const part = chunk.subarray(0, Math.max(0, room))
			if (cut) passed[from] += part.length
			to.write(part)
			// The octets before the cut arrive: a reset would overtake them.
			if (cut && room <= chunk.length) setImmediate(end, cut.by)
		})
	}
	const server = createServer({ noDelay: true }, (client) => {
		const far = connect({ host: '127.0.0.1', port: serverPort, noDelay: true })
		sockets.push(client, far)
		forward('client', client, far)
		forward('server', far, client)
	})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	return {
		port: (server.address() as AddressInfo).port,
		arm: (at) => void (cut = at),
		passed,
		close() {
			server.close()
			for (const socket of sockets) socket.destroy()
		}
	}
}
