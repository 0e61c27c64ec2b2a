import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { makeCertificate, type Certificate } from '#relay/sandbox/certificate.ts'
import { TestConnection } from './smtp-connection.ts'

/** Where a conversation stands when a script is asked what to do. */
export type Stage =
	'greeting' | 'ehlo' | 'starttls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'body' | 'dot' | 'rset' | 'quit'

/**
 * What the server does instead of the usual: a reply of one or more lines (without final CRLF), nothing for ever
 * (`silence`), a close (`close`), a reset (`reset`), or a reply and then a close.
 */
export type Answer = string | { then: 'close' | 'reset'; reply?: string } | undefined | void

/** What a script knows: `connection` and `message` count from 1, by MAIL commands; `raw` is there at the dot. */
export type Moment = {
	stage: Stage
	connection: number
	/** Number of the message on this server, over all connections; the last one begun here, 0 before any. */
	message: number
	line: string
	from: string
	to: string[]
	raw?: string
}

export type AcceptedMessage = { from: string; to: string[]; raw: string; at: number; connection: number }

export type TestServerOptions = {
	host?: string
	port?: number
	/** `none`: STARTTLS is not even offered. */
	security?: 'none' | 'starttls' | 'tls'
	/** Login is required, with one of these, when there are any. */
	users?: Record<string, string>
	/** Besides what security and users imply. */
	extensions?: string[]
	certificate?: Certificate
	/** Reply to RCPT by address; an array is used up reply by reply, then the address is accepted. */
	rejectRcpt?: Record<string, string | string[]>
	/** Kills every connection, and refuses new ones, right after so many messages were accepted. */
	dieAfter?: number
	/** Wait before the reply to the dot. */
	delayMs?: number
	/** Asked at each stage; `undefined` is the usual. May wait: the server waits with it. */
	script?: (moment: Moment) => Answer | Promise<Answer>
	/** Asks for the content (354) whatever was refused before; one that nobody is to get is refused at the dot. */
	trusting?: boolean
	/** Offers PIPELINING in vain: what arrived together with a dot, or with any command, is lost behind it. */
	losesAfter?: 'dot' | 'command'
	/** Keeps what arrives as it arrives, see `pieces`. */
	keepPieces?: boolean
	/** A dot that `script` answers counts as accepted all the same: the server took the message, its answer is odd or lost. */
	acceptScripted?: boolean
}

export type TestServer = {
	host: string
	port: number
	/** PEM, to be trusted by the client under test. */
	certificate: string
	accepted: AcceptedMessage[]
	/** Every command line received, of all connections, without the message bodies. */
	commands: string[]
	/** Everything that arrived, as it arrived, when that is kept. */
	pieces: Buffer[]
	/** So many connections were made. */
	readonly connections: number
	/** Those open now. */
	readonly open: number
	/** Cuts all connections that are open now. */
	cut: () => void
	close: () => Promise<void>
}

/** A real SMTP server on the loopback, which records what it accepts and fails as it is told to. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
	const { host = '127.0.0.1', security = 'none' } = options
	const certificate = options.certificate ?? (await makeCertificate())
	const tls = { key: certificate.privateKey, cert: certificate.certificate }
	const sockets = new Set<Socket>()
	let connections = 0
	const accepted: AcceptedMessage[] = []
	const commands: string[] = []
	const pieces: Buffer[] = []
	const state = { message: 1, dead: false, rcptTries: new Map<string, number>() }

	const serve = (socket: Socket) => {
		if (state.dead) return socket.resetAndDestroy()
		connections += 1
		new TestConnection(socket, connections, { ...options, security, tls, accepted, commands, pieces, state, die })
	}
	const track = (socket: Socket) => {
		sockets.add(socket)
		socket.on('close', () => sockets.delete(socket))
		socket.on('error', () => {}) // The client cuts connections on purpose.
	}
	const server = security === 'tls' ? createTlsServer(tls, serve) : createServer({ noDelay: true }, serve)
	server.on('connection', track)
	server.on('tlsClientError', () => {}) // A client that refuses the certificate is what some tests are about.
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject)
		server.listen(options.port ?? 0, host, resolve)
	})

	function cut() {
		for (const socket of sockets) socket.resetAndDestroy()
	}
	/** What was written still goes out: what dies is the server, not its word. */
	function die() {
		state.dead = true
		server.close()
		for (const socket of sockets) socket.destroySoon()
	}
	return {
		host,
		port: (server.address() as AddressInfo).port,
		certificate: certificate.certificate,
		accepted,
		commands,
		pieces,
		get connections() {
			return connections
		},
		get open() {
			return sockets.size
		},
		cut,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve())
				cut()
			})
	}
}
