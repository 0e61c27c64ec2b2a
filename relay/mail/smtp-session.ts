import type { Capabilities } from './capabilities.ts'
import { classifyReply } from './classify.ts'
import { ConnectionError, type Connection } from './connection.ts'
import { formatReply, type Reply } from './reply.ts'
import type { Delivery, Envelope, Failure, Session } from './session.ts'
import type { Timeouts } from './timeouts.ts'
import { planTransaction, type Command } from './transaction.ts'
import { holdLastOctet } from './wire-content.ts'

/** The session over one connection; opened by smtp-mailer.ts, which has secured it and logged in. */
export class SmtpSession implements Session {
	#connection: Connection
	#capabilities: Capabilities
	#timeouts: Timeouts
	/** The server may still hold an envelope: RSET comes before the next one. */
	#stale = false
	#busy = false
	#dropped = false

	constructor(connection: Connection, capabilities: Capabilities, timeouts: Timeouts) {
		this.#connection = connection
		this.#capabilities = capabilities
		this.#timeouts = timeouts
	}

	get usable(): boolean {
		return !this.#dropped && this.#connection.quiet
	}

	async send(envelope: Envelope, commit: () => Promise<void>): Promise<Delivery> {
		if (this.#busy) throw new Error('a session carries one transaction at a time')
		this.#busy = true
		try {
			return await this.#send(envelope, commit)
		} catch (error) {
			this.#drop() // Where the conversation stands is unknown now.
			throw error
		} finally {
			this.#busy = false
		}
	}

	async close(): Promise<void> {
		if (this.usable && !this.#busy) {
			// A server that does not answer QUIT has accepted what it has accepted.
			await this.#connection.ask('QUIT', this.#timeouts.quitMs).catch(() => {})
		}
		this.#drop()
	}

	async #send(envelope: Envelope, commit: () => Promise<void>): Promise<Delivery> {
		const plan = planTransaction(envelope, this.#capabilities, { reset: this.#stale })
		if ('failure' in plan) return { outcome: 'failed', failure: plan.failure }
		const { head, tail } = holdLastOctet(envelope.content)
		const before = await this.#upToLastOctet(plan.commands, head)
		if (before) return { outcome: 'failed', failure: before }
		await commit()
		return await this.#finish(tail)
	}

	/** Resolves to what went wrong, `undefined` when only the last octet is missing. */
	async #upToLastOctet(commands: Command[], head: readonly Buffer[]): Promise<Failure | undefined> {
		try {
			for (const { stage, line, expected } of commands) {
				const reply = await this.#connection.ask(line, this.#timeouts.commandMs)
				if (Math.floor(reply.code / 100) !== expected) return this.#refused(classifyReply(stage, reply), reply)
				this.#stale = stage !== 'reset'
			}
			for (const part of head) await this.#connection.write(part, this.#timeouts.contentMs)
			return undefined
		} catch (error) {
			return this.#lost(error)
		}
	}

	/** From the first line of this on, silence means that nobody knows. */
	async #finish(tail: Buffer): Promise<Delivery> {
		try {
			this.#connection.assertQuiet() // Gone while the journal was written: then the end was never sent.
		} catch (error) {
			return { outcome: 'failed', failure: this.#lost(error) }
		}
		try {
			const reply = await this.#connection.finish(tail, this.#timeouts.acceptanceMs)
			return this.#decide(reply)
		} catch (error) {
			return { outcome: 'uncertain', failure: { ...this.#lost(error), temporary: false, throttle: false } }
		}
	}

	#decide(reply: Reply): Delivery {
		if (reply.code >= 200 && reply.code < 300) {
			this.#stale = false
			return { outcome: 'sent', reply: formatReply(reply) }
		}
		// 4yz and 5yz: the server must not deliver (RFC 5321 §4.2.5).
		if (reply.code >= 400) return { outcome: 'failed', failure: this.#refused(classifyReply('content', reply), reply) }
		throw new ConnectionError('desync', `unexpected: ${formatReply(reply)}`)
	}

	#refused(failure: Failure, reply: Reply): Failure {
		// Out of step, or told to go: the next message gets a fresh connection.
		if (reply.code === 421 || failure.code === 'smtp-protocol') this.#drop()
		return failure
	}

	#lost(error: unknown): Failure {
		if (!(error instanceof ConnectionError)) throw error
		this.#drop()
		return connectionFailure(error)
	}

	#drop(): void {
		this.#dropped = true
		this.#connection.destroy()
	}
}

/** What a lost connection means before the point of no return: the same message may be tried again. */
function connectionFailure({ kind, reply, message }: ConnectionError): Failure {
	if (reply) return classifyReply('reset', reply)
	const code = kind === 'desync' ? 'smtp-protocol' : 'connection-lost'
	return { code, scope: 'connection', temporary: true, throttle: false, reply: message }
}
