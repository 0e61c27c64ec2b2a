import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { Verdict } from '#tests/faults/check/trial.ts'
import type { Tape } from '#tests/faults/tape.ts'
import { Conversation } from './conversation.ts'
import type { Fault, Moment, Script } from './fault.ts'

export type FaultServerOptions = {
	tape: Tape
	/** Offers PIPELINING (RFC 2920); without it, whoever sends ahead is noted. */
	pipelining?: boolean
	/** Login is required with this password. */
	password?: string
	script?: Script
	/** Told of each moment before the server acts. */
	onMoment?: (moment: Moment) => void
	/** Told of each reply to a dot once it has been handed to the system. */
	onAnswered?: (verdict: Verdict) => void
}

/**
 * A quick SMTP server on a real socket, which fails as its script says and writes down what became of every message at
 * the moment that it decides, before it says so.
 */
export class FaultServer {
	readonly host = '127.0.0.1'
	readonly port: number
	/** Every message whose dot was received. */
	readonly verdicts: Verdict[] = []
	/** Every fault, when and where it was committed. */
	readonly committed: (Moment & { tick: number; fault: Fault })[] = []
	/** What clients did that no client may: commands before the answer that they depend on, where that is not offered. */
	readonly offences: string[] = []
	/** By sender, how often the server cut a connection so that an end, or an answer to it, may have been lost. */
	readonly severed = new Map<string, number>()
	script: Script
	onMoment: (moment: Moment) => void
	onAnswered: (verdict: Verdict) => void
	readonly #server: Server
	readonly #open = new Set<Conversation>()
	#closed: Conversation[] = []
	#connections = 0
	#messages = 0

	private constructor(server: Server, options: FaultServerOptions) {
		this.#server = server
		this.port = (server.address() as AddressInfo).port
		this.script = options.script ?? (() => undefined)
		this.onMoment = options.onMoment ?? (() => {})
		this.onAnswered = options.onAnswered ?? (() => {})
		server.on('connection', (socket) => this.#serve(socket, options))
	}

	static async start(options: FaultServerOptions): Promise<FaultServer> {
		const server = createServer({ noDelay: true })
		await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
		return new FaultServer(server, options)
	}

	/** Connections that have carried a message of this sender and were open after an instant, in ms as `performance.now()`. */
	countOpenAfter(from: string, instant: number): number {
		const open = [...this.#open, ...this.#closed].filter(({ closedAt }) => closedAt > instant)
		return open.filter(({ senders }) => senders.has(from)).length
	}

	/** Resolves once no connection is open: the client is gone, and all that it sent has been looked at. */
	async idle(): Promise<void> {
		while (this.#open.size > 0) await new Promise(setImmediate)
	}

	/** Forgets the connections that are closed. */
	forgetClosed(): void {
		this.#closed = []
	}

	/** Messages whose dot is here and of which nothing was said, on connections that are open. */
	get unanswered(): number {
		return [...this.#open].filter((conversation) => conversation.unanswered).length
	}

	/** A connection of this sender was cut while an end, or an answer to it, may have been on its way. */
	noteSevered(from: string): void {
		this.severed.set(from, (this.severed.get(from) ?? 0) + 1)
	}

	/** Numbers one more message begun. */
	countMessage(): number {
		return (this.#messages += 1)
	}

	async close(): Promise<void> {
		const closed = new Promise((resolve) => this.#server.close(resolve))
		for (const { socket } of this.#open) socket.destroy()
		await closed
	}

	#serve(socket: Socket, { tape, pipelining = false, password }: FaultServerOptions): void {
		this.#connections += 1
		const conversation = new Conversation(socket, this, { tape, pipelining, password, number: this.#connections })
		this.#open.add(conversation)
		socket.on('close', () => {
			conversation.closedAt = performance.now()
			this.#open.delete(conversation)
			this.#closed.push(conversation)
		})
		conversation.greet()
	}
}
