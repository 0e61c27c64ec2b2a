import type { Socket } from 'node:net'
import { formatReply, MalformedReplyError, ReplyParser, type Reply } from './reply.ts'

/** Unasked-for replies that are kept before the connection is given up. */
const MAX_UNREAD_REPLIES = 16
/** Large contents are handed over in pieces of this length, each with a time of its own (RFC 5321 §4.5.3.2.5). */
const BLOCK_OCTETS = 256 * 1024

/**
 * Why a connection is of no further use: `lost` (closed, cut, or said goodbye to), `silent` (an answer took too
 * long), `desync` (what arrived was no reply, or none was due).
 */
export class ConnectionError extends Error {
	override name = 'ConnectionError'
	readonly kind: 'lost' | 'silent' | 'desync'
	/** The goodbye, when there was one (421). */
	readonly reply: Reply | undefined

	constructor(kind: 'lost' | 'silent' | 'desync', message: string, reply?: Reply) {
		super(message)
		this.kind = kind
		this.reply = reply
	}
}

/**
 * One SMTP connection: commands out, replies in, strictly in order.
 *
 * Knows nothing of what the commands mean. Every method throws `ConnectionError` once the connection cannot be relied
 * upon; whoever catches it calls `destroy`.
 */
export class Connection {
	#socket: Socket
	#parser = new ReplyParser()
	#replies: Reply[] = []
	#error: ConnectionError | undefined
	/** Wakes whoever waits, for a reply or for the end of a write. */
	#wake: () => void = () => {}
	#detach: () => void = () => {}

	constructor(socket: Socket) {
		this.#socket = socket
		socket.on('error', () => {}) // Also while nobody listens, in mid-handshake: the close says it again.
		this.#attach(socket)
	}

	/** True while the connection is up and the server has said nothing that was not asked for. */
	get quiet(): boolean {
		return this.#error === undefined && this.#replies.length === 0 && this.#parser.empty
	}

	/** Throws when the server has spoken out of turn, or is gone. */
	assertQuiet(): void {
		const reply = this.#replies[0]
		if (reply?.code === 421) throw new ConnectionError('lost', formatReply(reply), reply)
		if (this.#error) throw this.#error
		if (reply) throw new ConnectionError('desync', `unexpected: ${formatReply(reply)}`)
		if (!this.#parser.empty) throw new ConnectionError('desync', 'unexpected data')
	}

	/** Writes one command line and waits for its reply. */
	async ask(line: string, timeoutMs: number): Promise<Reply> {
		this.command([{ line }])
		return await this.read(timeoutMs)
	}

	/** Writes commands in one piece; a reply to each is due, in order. */
	command(commands: readonly { line: string }[]): void {
		this.assertQuiet()
		this.#socket.write(textOf(commands))
	}

	/** Writes octets for which no reply is due yet; resolves once little of them still waits to be taken by the system. */
	async write(octets: readonly Buffer[], timeoutMs: number): Promise<void> {
		this.assertQuiet()
		for (const part of octets) {
			for (let from = 0; from < part.length; from += BLOCK_OCTETS) {
				await this.#writeBlock(part.subarray(from, from + BLOCK_OCTETS), timeoutMs)
			}
		}
	}

	/** Writes octets for which no reply is due yet, without waiting for anything; nothing once the connection is lost. */
	post(octets: readonly Buffer[]): void {
		if (this.quiet) this.#socket.write(octets.length === 1 && octets[0] ? octets[0] : Buffer.concat(octets))
	}

	/** Writes, in one piece, the end of a content, to which one reply is due, and commands, with one due to each. */
	finish(octets: readonly Buffer[], commands: readonly { line: string }[] = []): void {
		const text = textOf(commands)
		this.#socket.write(Buffer.concat(text === '' ? octets : [...octets, Buffer.from(text)]))
	}

	/** Waits for the next reply. What arrived before the connection was lost still counts. */
	async read(timeoutMs: number): Promise<Reply> {
		if (this.#replies.length === 0) {
			await this.#until(() => this.#replies.length > 0 || this.#error !== undefined, timeoutMs)
		}
		const reply = this.#replies.shift()
		if (reply) return reply
		throw this.#error ?? new ConnectionError('lost', 'closed')
	}

	/**
	 * Hands the bare socket over to what wraps it in TLS, then goes on over that. Whatever the server sent before is
	 * a fault: an attacker in between could have put it there.
	 */
	async wrap(secure: (socket: Socket) => Promise<Socket>): Promise<void> {
		this.assertQuiet()
		this.#detach()
		const socket = await secure(this.#socket)
		this.#socket = socket
		this.#attach(socket)
	}

	/** Ends the connection at once. Harmless when repeated. */
	destroy(reason = 'closed'): void {
		this.#fail(new ConnectionError('lost', reason))
		this.#socket.destroy()
	}

	#attach(socket: Socket): void {
		const receive = (chunk: Buffer) => this.#receive(chunk)
		const end = () => this.#fail(new ConnectionError('lost', 'closed by the server'))
		const fail = (error: NodeJS.ErrnoException) => this.#fail(new ConnectionError('lost', error.code ?? error.message))
		socket.on('data', receive).on('end', end).on('close', end).on('error', fail)
		this.#detach = () => socket.off('data', receive).off('end', end).off('close', end).off('error', fail)
	}

	#receive(chunk: Buffer): void {
		if (this.#error) return
		try {
			for (const reply of this.#parser.push(chunk)) this.#replies.push(reply)
		} catch (error) {
			if (!(error instanceof MalformedReplyError)) throw error
			this.#fail(new ConnectionError('desync', error.message))
		}
		if (this.#replies.length > MAX_UNREAD_REPLIES) this.#fail(new ConnectionError('desync', 'too many replies'))
		if (this.#error) this.#socket.destroy()
		this.#wake()
	}

	#fail(error: ConnectionError): void {
		this.#error ??= error
		this.#wake()
	}

	async #writeBlock(block: Buffer, timeoutMs: number): Promise<void> {
		let written = false
		const room = this.#socket.write(block, (error) => {
			written = !error
			this.#wake()
		})
		if (room) return
		await this.#until(() => written || this.#error !== undefined || this.#replies.length > 0, timeoutMs)
		this.assertQuiet()
	}

	async #until(done: () => boolean, timeoutMs: number): Promise<void> {
		if (done()) return
		await new Promise<void>((resolve) => {
			const timer = setTimeout(() => {
				this.#fail(new ConnectionError('silent', 'no answer in time'))
				this.#socket.destroy()
			}, timeoutMs)
			this.#wake = () => {
				if (!done()) return
				clearTimeout(timer)
				this.#wake = () => {}
				resolve()
			}
		})
	}
}

function textOf(commands: readonly { line: string }[]): string {
	let text = ''
	for (const { line } of commands) {
		if (/[\r\n\0]/.test(line)) throw new TypeError('a command is one line')
		text += `${line}\r\n`
	}
	return text
}
