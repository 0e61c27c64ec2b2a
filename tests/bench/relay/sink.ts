import { createServer, type AddressInfo, type Socket } from 'node:net'

/** An SMTP server that takes everything and keeps nothing, as fast as a loopback goes. Prints its port. */
const DOT = Buffer.from('\r\n.\r\n')
const FEATURES = '250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 100000000\r\n'

const server = createServer({ noDelay: true }, serve).listen(0, '127.0.0.1', () => {
	console.log((server.address() as AddressInfo).port)
})

function serve(socket: Socket): void {
	let rest: Buffer = Buffer.alloc(0)
	let inBody = false
	socket.on('error', () => {}) // Whoever is measured may hang up as he likes.
	socket.on('data', (chunk: Buffer) => {
		rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
		let replies = ''
		for (;;) {
			const end = rest.indexOf(inBody ? DOT : '\r\n')
			if (end === -1) break
			const line = inBody ? '.' : rest.toString('latin1', 0, end)
			rest = rest.subarray(end + (inBody ? DOT.length : 2))
			inBody = line === 'DATA'
			replies += replyTo(line)
		}
		if (replies !== '') socket.write(replies)
	})
	socket.write('220 sink ESMTP\r\n')
}

function replyTo(line: string): string {
	if (line.startsWith('EHLO')) return FEATURES
	if (line === 'DATA') return '354 Go\r\n'
	return line === 'QUIT' ? '221 Bye\r\n' : '250 2.0.0 Ok\r\n'
}
