import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/**
 * Puts a distance between a client and a server of the loopback: `PORT MS`. Every octet arrives half that time later,
 * in both directions, and any number of them may be on their way at once; so does the opening of a connection. Prints
 * its port.
 */
const [port = 0, roundTripMs = 0] = process.argv.slice(2).map(Number)
const oneWayMs = roundTripMs / 2

const server = createServer({ noDelay: true, pauseOnConnect: true }, (client) => {
	setTimeout(() => {
		const far = connect({ host: '127.0.0.1', port, noDelay: true })
		forward(client, far)
		forward(far, client)
		client.resume()
	}, oneWayMs)
}).listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))

function forward(from: Socket, to: Socket): void {
	from.on('data', (chunk) => setTimeout(() => to.write(chunk), oneWayMs))
	from.on('end', () => setTimeout(() => to.end(), oneWayMs))
	from.on('error', () => to.destroy()) // Whoever is measured may hang up as he likes.
	from.on('close', () => setTimeout(() => to.destroy(), oneWayMs))
}
