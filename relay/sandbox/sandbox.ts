import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { SandboxMessage } from '#shared/wire/sandbox-message.ts'
import { makeCertificate } from './certificate.ts'
import { KeptMessages } from './kept-messages.ts'
import { readMessage } from './read-message.ts'

const HOST = '127.0.0.1'
const MAX_MESSAGE_BYTES = 50 * 1024 * 1024
/** The one password that is refused: a person can see what a wrong password looks like. */
const WRONG_PASSWORD = 'faux'

/** A mail server that delivers nothing: what it takes can be read here, and is gone when the relay stops. */
export type Sandbox = {
	host: string
	port: number
	/** PEM; to be trusted at the sandbox's own address and nowhere else. */
	certificate: string
	/** What it received, newest first. */
	list(): SandboxMessage[]
	clear(): void
	close(): Promise<void>
}

/**
 * Starts the sandbox on the loopback, on the wanted port or, when that is taken, on any free one.
 *
 * It offers STARTTLS, and takes every login but the one with the password `faux`; a login is not required.
 */
export async function startSandbox({ port }: { port: number }): Promise<Sandbox> {
	const { certificate, privateKey } = await makeCertificate()
	const messages = new KeptMessages()
	const server = new SMTPServer({
		key: privateKey,
		cert: certificate,
		minVersion: 'TLSv1.2',
		authMethods: ['PLAIN', 'LOGIN'],
		authOptional: true,
		allowInsecureAuth: true,
		hideENHANCEDSTATUSCODES: false,
		disableReverseLookup: true,
		logger: false,
		size: MAX_MESSAGE_BYTES,
		closeTimeout: 100,
		onAuth: ({ username, password }, _session, done) =>
			password === WRONG_PASSWORD
				? done(refusal(535, 'Authentication credentials invalid'))
				: done(null, { user: username }),
		onData: (stream, session, done) => {
			receive(stream, session).then(
				(message) => {
					if (message) messages.add(message)
					done(message ? null : refusal(552, 'Message exceeds fixed maximum message size'))
				},
				(error: Error) => done(error)
			)
		}
	})
	server.on('error', () => {}) // A client that goes away in mid-session is no error of the sandbox.
	return {
		host: HOST,
		port: await listen(server, port),
		certificate,
		list: () => messages.list(),
		clear: () => messages.clear(),
		close: () => new Promise((resolve) => server.close(() => resolve()))
	}
}

async function receive(
	stream: SMTPServerDataStream,
	{ envelope }: SMTPServerSession
): Promise<SandboxMessage | undefined> {
	const chunks: Buffer[] = []
	for await (const chunk of stream as AsyncIterable<Buffer>) {
		// What is too large is read to its end all the same: only then may the reply come.
		if (!stream.sizeExceeded) chunks.push(chunk)
	}
	if (stream.sizeExceeded) return undefined
	return {
		id: randomUUID(),
		from: envelope.mailFrom ? envelope.mailFrom.address : '',
		to: envelope.rcptTo.map(({ address }) => address),
		...(await readMessage(Buffer.concat(chunks))),
		receivedAt: new Date().toISOString()
	}
}

async function listen(server: SMTPServer, port: number): Promise<number> {
	const tcp = server.server
	const tryPort = (wanted: number) =>
		new Promise<void>((resolve, reject) => {
			tcp.once('error', reject)
			tcp.listen(wanted, HOST, () => {
				tcp.off('error', reject)
				resolve()
			})
		})
	await tryPort(port).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error
		return tryPort(0)
	})
	return (tcp.address() as AddressInfo).port
}

function refusal(responseCode: number, message: string): Error {
	return Object.assign(new Error(message), { responseCode })
}
