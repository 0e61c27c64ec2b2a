import type { Socket } from 'node:net'
import type { Verdict } from '#tests/faults/check/trial.ts'
import type { Tape } from '#tests/faults/tape.ts'
import type { FaultServer } from './fault-server.ts'
import type { Fault, Stage } from './fault.ts'
import { readLetter } from './letter.ts'

const DOT = Buffer.from('\r\n.\r\n')
const FLOOD = Buffer.alloc(8 * 1024 * 1024, 'x')
/** Commands that must be the last of a group (RFC 2920 §3.1), so that nothing may follow before their answer. */
const LAST_OF_A_GROUP = new Set(['EHLO', 'DATA', 'QUIT', 'AUTH'])

type ConversationOptions = { tape: Tape; pipelining: boolean; password: string | undefined; number: number }

/** One connection of the fault server: each command answered in its turn, from what has arrived. */
export class Conversation {
	readonly socket: Socket
	/** Senders of the messages that came this way. */
	readonly senders = new Set<string>()
	unanswered = false
	/** In ms, as `performance.now()` counts. */
	closedAt = Infinity
	readonly #server: FaultServer
	readonly #options: ConversationOptions
	#input: Buffer = Buffer.alloc(0)
	#inBody = false
	/** Nothing more is said, or not before something else has been. */
	#mute = false
	#authenticated: boolean
	#message = 0
	#from = ''
	#to = ''

	constructor(socket: Socket, server: FaultServer, options: ConversationOptions) {
		this.socket = socket
		this.#server = server
		this.#options = options
		this.#authenticated = options.password === undefined
		socket.on('error', () => {}) // Cut on purpose, by either side.
		socket.on('data', (chunk: Buffer) => {
			this.#input = this.#input.length === 0 ? chunk : Buffer.concat([this.#input, chunk])
			this.#work()
		})
	}

	greet(): void {
		this.#answer('greeting', '220 faults.example ESMTP')
	}

	#work(): void {
		while (!this.#mute && this.#input.length > 0 && (this.#inBody ? this.#takeBody() : this.#takeLine()));
	}

	#takeLine(): boolean {
		const end = this.#input.indexOf('\r\n')
		if (end === -1) return false
		const line = this.#input.toString('utf8', 0, end)
		this.#input = this.#input.subarray(end + 2)
		const verb = line.split(/[ :]/, 1)[0]?.toUpperCase() ?? ''
		const mustWait = !this.#options.pipelining || LAST_OF_A_GROUP.has(verb)
		if (mustWait && this.#input.length > 0) this.#server.offences.push(`${verb} was followed before its answer`)
		this.#obey(verb, line)
		return true
	}

	#obey(verb: string, line: string): void {
		if (verb === 'EHLO') return this.#answer('ehlo', this.#features())
		if (verb === 'AUTH') return this.#auth(line)
		if (verb === 'MAIL') return this.#mail(line)
		if (verb === 'RCPT') return this.#rcpt(line)
		if (verb === 'DATA') return this.#data()
		if (verb === 'RSET') return this.#reset()
		if (verb === 'QUIT') return void this.socket.end('221 2.0.0 Bye\r\n')
		this.#say('502 5.5.2 Command not recognized')
	}

	#features(): string {
		const { pipelining, password } = this.#options
		const features = [...(pipelining ? ['PIPELINING'] : []), ...(password === undefined ? [] : ['AUTH PLAIN'])]
		return ['faults.example', ...features, '8BITMIME']
			.map((each, at) => `250${at > features.length ? ' ' : '-'}${each}`)
			.join('\r\n')
	}

	#auth(line: string): void {
		const [, username = '', password] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
			.toString('utf8')
			.split('\0')
		const isRight = password === this.#options.password
		const usual = isRight ? '235 2.7.0 Authentication successful' : '535 5.7.8 Authentication failed'
		this.#answer('auth', usual, { from: username }, () => (this.#authenticated = isRight))
	}

	#mail(line: string): void {
		if (!this.#authenticated) return this.#say('530 5.7.0 Authentication required')
		if (this.#from !== '') return this.#say('503 5.5.1 Nested MAIL command')
		const from = addressIn(line)
		this.#message = this.#server.countMessage()
		this.senders.add(from)
		this.#answer('mail', '250 2.1.0 Ok', { from }, () => (this.#from = from))
	}

	#rcpt(line: string): void {
		if (this.#from === '') return this.#say('503 5.5.1 MAIL first')
		const to = addressIn(line)
		this.#answer('rcpt', '250 2.1.5 Ok', { to }, () => (this.#to = to))
	}

	#data(): void {
		if (this.#to === '') return this.#say('503 5.5.1 RCPT first')
		this.#answer('data', '354 End data with <CR><LF>.<CR><LF>', {}, () => (this.#inBody = true))
	}

	#reset(): void {
		this.#from = this.#to = ''
		this.#say('250 2.0.0 Ok')
	}

	#takeBody(): boolean {
		const empty = this.#input.length >= 3 && this.#input.toString('latin1', 0, 3) === '.\r\n'
		const end = empty ? -2 : this.#input.indexOf(DOT)
		if (end === -1) {
			// Octets said before their time are how a server falls out of step: nothing of the message counts.
			const fault = this.#ask('body')
			if (fault) this.#commit(fault)
			return false
		}
		const raw = this.#input.subarray(0, Math.max(0, end + 2))
		this.#input = this.#input.subarray(end + DOT.length)
		this.#inBody = false
		this.unanswered = true
		this.#decide(raw)
		return true
	}

	/** Decides, writes the decision down, and only then says something. */
	#decide(raw: Buffer): void {
		const fault = this.#ask('dot')
		const accepted = isAccepted(fault)
		const usual = '250 2.0.0 Ok: queued'
		const told = toldBy(fault)
		const ended = fault !== undefined && 'then' in fault && fault.then !== undefined
		const envelope = { from: this.#from, to: this.#to }
		const verdict: Verdict = { ...this.#options.tape.next(), ...envelope, ...readLetter(raw), accepted, told, ended }
		this.#server.verdicts.push(verdict)
		this.#from = this.#to = ''
		if (told !== 'nothing') this.unanswered = false
		if (fault) this.#commit(fault, usual)
		else this.socket.write(`${usual}\r\n`, () => this.#server.onAnswered(verdict))
	}

	/** Asks the script; the usual happens, and takes effect, when it has nothing to say. */
	#answer(stage: Stage, usual: string, envelope: { from?: string; to?: string } = {}, takesEffect = () => {}): void {
		const fault = this.#ask(stage, envelope)
		if (!fault || fault.kind === 'dribble') takesEffect()
		if (fault) this.#commit(fault, usual)
		else this.#say(usual)
	}

	#ask(stage: Stage, { from = this.#from, to = this.#to }: { from?: string; to?: string } = {}): Fault | undefined {
		const moment = { stage, connection: this.#options.number, message: this.#message, from, to }
		this.#server.onMoment(moment)
		const fault = this.#server.script(moment)
		if (fault) this.#server.committed.push({ ...this.#options.tape.next(), ...moment, fault })
		return fault
	}

	#commit(fault: Fault, usual = ''): void {
		if (fault.kind === 'stall') this.#mute = true
		else if (fault.kind === 'dribble') this.#dribble(Buffer.from(`${usual}\r\n`))
		else if (fault.kind === 'flood') this.socket.write(FLOOD)
		else {
			this.socket.write(fault.kind === 'reply' ? `${fault.text}\r\n` : fault.text)
			if (fault.then) this.#endBy(fault.then)
		}
	}

	#endBy(way: 'close' | 'reset'): void {
		this.#mute = true
		// A reset throws away what the other side has not taken yet, be it the answer to the message before.
		if (way === 'reset' || this.#inBody) for (const from of this.senders) this.#server.noteSevered(from)
		if (way === 'close') this.socket.end()
		else setImmediate(() => this.socket.resetAndDestroy())
	}

	#dribble(octets: Buffer): void {
		this.#mute = true
		const next = (at: number) => {
			if (this.socket.destroyed) return
			if (at < octets.length) {
				this.socket.write(octets.subarray(at, at + 1), () => setImmediate(next, at + 1))
				return
			}
			this.#mute = false
			this.#work()
		}
		next(0)
	}

	#say(reply: string): void {
		this.socket.write(`${reply}\r\n`)
	}
}

/** A server takes what it does not refuse, unless its script says otherwise. */
function isAccepted(fault: Fault | undefined): boolean {
	if (!fault || fault.kind === 'dribble') return true
	return fault.accept ?? (fault.kind === 'reply' && fault.text.startsWith('2'))
}

function toldBy(fault: Fault | undefined): Verdict['told'] {
	if (!fault || fault.kind === 'reply' || fault.kind === 'dribble') return 'reply'
	return fault.kind === 'stall' || (fault.kind === 'octets' && fault.text === '') ? 'nothing' : 'garbage'
}

function addressIn(line: string): string {
	return /<([^>]*)>/.exec(line)?.[1] ?? ''
}
