import type { Capabilities } from './capabilities.ts'
import { classifyReply } from './classify.ts'
import { ConnectionError, type Connection } from './connection.ts'
import { askOneByOne, isOver, readGroup, type Reception } from './envelope-exchange.ts'
import type { Pacing } from './pipelining.ts'
import { formatReply, type Reply } from './reply.ts'
import type { Delivery, Envelope, Failure, Session } from './session.ts'
import type { Timeouts } from './timeouts.ts'
import { planTransaction, type Command } from './transaction.ts'
import { holdLastOctet } from './wire-content.ts'

const UNSENT: Delivery = { outcome: 'unsent' }

/** What a session needs to know of its server. */
export type Server = { capabilities: Capabilities; pacing: Pacing; timeouts: Timeouts }

/** Contents beyond this are written block by block, before anything is committed. */
const LARGE_OCTETS = 64 * 1024

type Announced = { envelope: Envelope; commands: readonly Command[] }

/** The session over one connection; opened by smtp-mailer.ts, which has secured it and logged in. */
export class SmtpSession implements Session {
	#connection: Connection
	#server: Server
	/** The envelope that went out with the end of the message before: its replies are still to be read. */
	#announced: Announced | undefined
	/** The server may still hold an envelope: RSET comes before the next one. */
	#stale = false
	/** Something was accepted over this connection. */
	#proven = false
	#busy = false
	#dropped = false

	constructor(connection: Connection, server: Server) {
		this.#connection = connection
		this.#server = server
	}

	get usable(): boolean {
		return this.#announced !== undefined || (!this.#dropped && this.#connection.quiet)
	}

	async send(envelope: Envelope, commit: () => Promise<void>, next?: () => Envelope | undefined): Promise<Delivery> {
		if (this.#busy) throw new Error('a session carries one transaction at a time')
		this.#busy = true
		try {
			return (await this.#introduce(envelope)) ?? (await this.#transfer(envelope, commit, next))
		} catch (error) {
			this.#drop() // Where the conversation stands is unknown now.
			throw error
		} finally {
			this.#busy = false
		}
	}

	async close(): Promise<void> {
		if (this.#busy) return this.#drop()
		if (this.#announced) await this.#withdraw(this.#announced.commands)
		if (this.usable) {
			// A server that does not answer QUIT has accepted what it has accepted.
			await this.#connection.ask('QUIT', this.#server.timeouts.quitMs).catch(() => {})
		}
		this.#drop()
	}

	/** Resolves to why the server does not get the content, `undefined` when it waits for it. */
	async #introduce(envelope: Envelope): Promise<Delivery | undefined> {
		const announced = this.#announced
		this.#announced = undefined
		if (announced) {
			if (announced.envelope === envelope) return await this.#readAnnounced(announced.commands)
			this.#drop() // The server waits for another message.
			return UNSENT
		}
		const plan = planTransaction(envelope, this.#server.capabilities, { reset: this.#stale })
		if ('failure' in plan) return { outcome: 'failed', failure: plan.failure }
		if (this.#server.pacing.pace === 'stepwise') return await this.#askOneByOne(plan.commands)
		return await this.#askAtOnce(plan.commands)
	}

	async #askOneByOne(commands: readonly Command[]): Promise<Delivery | undefined> {
		try {
			return this.#received(await askOneByOne(this.#connection, commands, this.#server.timeouts))
		} catch (error) {
			return { outcome: 'failed', failure: this.#lost(error) }
		}
	}

	async #askAtOnce(commands: readonly Command[]): Promise<Delivery | undefined> {
		try {
			this.#connection.command(commands)
			return this.#received(await readGroup(this.#connection, commands, this.#server.timeouts))
		} catch (error) {
			const failure = this.#lost(error)
			return this.#cannotPipeline(error, 'two-round-trips') ? UNSENT : { outcome: 'failed', failure }
		}
	}

	/** Until the first reply to it, an envelope that was announced may as well never have been: losing it is no try. */
	async #readAnnounced(commands: readonly Command[]): Promise<Delivery | undefined> {
		const { timeouts } = this.#server
		let answered = false
		const onReply = (reply: Reply) => {
			if (!answered && reply.code === 503) throw new ConnectionError('desync', formatReply(reply))
			answered = true
		}
		try {
			const options = { ...timeouts, firstMs: timeouts.announcedMs, onReply }
			return this.#received(await readGroup(this.#connection, commands, options))
		} catch (error) {
			const failure = this.#lost(error)
			const unheard = this.#cannotPipeline(error, 'one-round-trip') || !answered
			return unheard ? UNSENT : { outcome: 'failed', failure }
		}
	}

	async #transfer(
		envelope: Envelope,
		commit: () => Promise<void>,
		next: (() => Envelope | undefined) | undefined
	): Promise<Delivery> {
		const { head, tail } = holdLastOctet(envelope.content)
		const large = envelope.content.size > LARGE_OCTETS
		try {
			if (large) await this.#connection.write(head, this.#server.timeouts.contentMs)
		} catch (error) {
			return { outcome: 'failed', failure: this.#lost(error) }
		}
		const written = await this.#whileCommitting(commit, large ? [] : head)
		return await this.#finish(written ? [tail] : [...head, tail], next)
	}

	/**
	 * Waits for the commit. A content that has not been written yet is, unless the commit is there within this turn of the
	 * event loop: then it goes out in one piece with its end. Tells whether it has been written.
	 */
	async #whileCommitting(commit: () => Promise<void>, content: readonly Buffer[]): Promise<boolean> {
		let written = content.length === 0
		const committed = commit()
		const later = setImmediate(() => {
			if (!written) this.#connection.post(content)
			written = true
		})
		try {
			await committed
		} finally {
			clearImmediate(later)
		}
		return written
	}

	/** From the first write of this on, silence means that nobody knows. */
	async #finish(octets: readonly Buffer[], next: (() => Envelope | undefined) | undefined): Promise<Delivery> {
		try {
			this.#connection.assertQuiet() // Gone while the journal was written: then the end was never sent.
		} catch (error) {
			return { outcome: 'failed', failure: this.#lost(error) }
		}
		const announced = this.#plan(next)
		try {
			this.#connection.finish(octets, announced?.commands ?? [])
			const reply = await this.#connection.read(this.#server.timeouts.acceptanceMs)
			const delivery = this.#decide(reply)
			this.#announced = announced
			return delivery
		} catch (error) {
			return { outcome: 'uncertain', failure: { ...this.#lost(error), temporary: false, throttle: false } }
		}
	}

	/** The envelope to go out with the end of a message. What is wrong with it, its own sending will say. */
	#plan(next: (() => Envelope | undefined) | undefined): Announced | undefined {
		if (this.#server.pacing.pace !== 'one-round-trip') return undefined
		try {
			const envelope = next?.()
			if (!envelope) return undefined
			const plan = planTransaction(envelope, this.#server.capabilities, { reset: false })
			return 'failure' in plan ? undefined : { envelope, commands: plan.commands }
		} catch {
			return undefined
		}
	}

	#received(reception: Reception): Delivery | undefined {
		this.#stale = reception.ready || reception.stale === true
		if (reception.ready) return undefined
		if (reception.over) this.#drop()
		if (reception.full && this.#proven) return UNSENT
		return { outcome: 'failed', failure: reception.failure }
	}

	#decide(reply: Reply): Delivery {
		if (reply.code >= 200 && reply.code < 300) {
			this.#stale = false
			this.#proven = true
			return { outcome: 'sent', reply: formatReply(reply) }
		}
		if (reply.code < 400) throw new ConnectionError('desync', `unexpected: ${formatReply(reply)}`)
		// 4yz and 5yz: the server must not deliver (RFC 5321 §4.2.5).
		const failure = classifyReply('content', reply)
		if (isOver(reply, failure)) this.#drop()
		return { outcome: 'failed', failure }
	}

	/** An envelope that will have no content: where the server waits for one, only closing is safe. */
	async #withdraw(commands: readonly Command[]): Promise<void> {
		this.#announced = undefined
		const { quitMs } = this.#server.timeouts
		try {
			const reception = await readGroup(this.#connection, commands, { envelopeMs: quitMs, dataMs: quitMs })
			if (reception.ready || reception.over) this.#drop()
		} catch (error) {
			this.#lost(error)
		}
	}

	/** Notes that a server offers PIPELINING in vain: it fell silent, or its replies are not those to the commands. */
	#cannotPipeline(error: unknown, pace: 'one-round-trip' | 'two-round-trips'): boolean {
		if (!(error instanceof ConnectionError) || error.kind === 'lost') return false
		this.#server.pacing.slowDown(pace)
		return true
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
