import { isIP, type Socket } from 'node:net'
import { connect, createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

const contexts = new Map<string, SecureContext>()
const MAX_CONTEXTS = 8

/** The handshake did not end in a connection to the right host. `temporary`: cut off or too slow, not refused. */
export class TlsError extends Error {
	override name = 'TlsError'
	readonly temporary: boolean

	constructor(reason: string, temporary: boolean) {
		super(reason)
		this.temporary = temporary
	}
}

/**
 * Secures a connection: TLS 1.2 at least, the certificate verified for `host` against the authorities of this system,
 * those of Node and `extraCa` (PEM). Throws `TlsError`, the socket destroyed.
 */
export function secureSocket(
	socket: Socket,
	{ host, extraCa, timeoutMs }: { host: string; extraCa: readonly string[]; timeoutMs: number }
): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const secured = connect({
			socket,
			host,
			// An address is no server name (RFC 6066 §3); the certificate is checked for it all the same.
			...(isIP(host) === 0 && { servername: host }),
			secureContext: secureContextFor(extraCa),
			minVersion: 'TLSv1.2'
		})
		const timer = setTimeout(() => fail('no answer in time', true), timeoutMs)
		const fail = (reason: string, temporary: boolean) => {
			clearTimeout(timer)
			reject(new TlsError(reason, temporary))
			secured.destroy()
			socket.destroy()
		}
		const onError = (error: NodeJS.ErrnoException) => {
			const cut = error.code === 'ECONNRESET' || error.code === 'EPIPE'
			fail(error.code ?? error.message, cut)
		}
		const onClose = () => fail('closed by the server', true)
		secured.on('error', onError).once('close', onClose)
		secured.once('secureConnect', () => {
			clearTimeout(timer)
			secured
				.off('error', onError)
				.off('close', onClose)
				.on('error', () => {}) // The close says it again.
			resolve(secured)
		})
	})
}

/** Trusts the authorities of this system, those of Node and `extraCa`. Reading them takes tens of milliseconds: once, not once a connection. */
export function secureContextFor(extraCa: readonly string[]): SecureContext {
	const key = extraCa.join('\n')
	const known = contexts.get(key)
	if (known) return known
	const ca = [...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...extraCa])]
	const context = createSecureContext({ ca, minVersion: 'TLSv1.2' })
	if (contexts.size >= MAX_CONTEXTS) contexts.clear()
	contexts.set(key, context)
	return context
}
