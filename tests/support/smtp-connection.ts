import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { AcceptedMessage, Answer, Moment, Stage, TestServerOptions } from './smtp-server.ts'

type ServerState = {
	security: 'none' | 'starttls' | 'tls'
	tls: { key: string; cert: string }
	accepted: AcceptedMessage[]
	commands: string[]
	pieces: Buffer[]
	state: { message: number; dead: boolean; rcptTries: Map<string, number> }
	die: () => void
}

const DOT = Buffer.from('\r\n.\r\n')

/** One conversation of the test server: commands in order, each answered before the next is looked at. */
export class TestConnection {
	#socket: Socket
	#number: number
	#server: TestServerOptions & ServerState
	#input: Buffer = Buffer.alloc(0)
	/** What arrived since; joined to the input once it is needed, so that a large message costs one copy. */
	#arrived: Buffer[] = []
	#seam: Buffer = Buffer.alloc(0)
	#dotSeen = false
	/** Something arrived while a script was thinking. */
	#news = false
	#busy = false
	#body = false
	#secured: boolean
	#user: string | undefined
	#login: ((line: string) => string) | undefined
	#from = ''
	#to: string[] = []
	#mailed = false
	#message = 0

	constructor(socket: Socket, number: number, server: TestServerOptions & ServerState) {
		this.#socket = socket
		this.#number = number
		this.#server = server
		this.#secured = server.security === 'tls'
		this.#listen(socket)
		void this.#greet()
	}

	async #greet() {
		this.#busy = true
		await this.#answer('greeting', '', () => '220 test.example ESMTP')
		this.#busy = false
		await this.#work()
	}

	#listen(socket: Socket) {
		this.#socket = socket
		socket.on('error', () => {}) // Cut on purpose, by either side.
		socket.on('data', (chunk: Buffer) => {
			const seam = Buffer.concat([this.#seam, chunk])
			this.#dotSeen ||= seam.includes(DOT)
			this.#seam = seam.subarray(-DOT.length + 1)
			this.#arrived.push(chunk)
			if (this.#server.keepPieces) this.#server.pieces.push(chunk)
			this.#news = true
			void this.#work()
		})
	}

	async #work() {
		if (this.#busy) return
		this.#busy = true
		do {
			this.#news = false
			while (!this.#socket.destroyed && (this.#body ? await this.#takeBody() : await this.#takeLine()));
		} while (this.#news)
		this.#busy = false
	}

	#join(): void {
		if (this.#arrived.length > 0) this.#input = Buffer.concat([this.#input, ...this.#arrived])
		this.#arrived = []
	}

	async #takeLine(): Promise<boolean> {
		this.#join()
		const end = this.#input.indexOf('\r\n')
		if (end === -1) return false
		const line = this.#input.subarray(0, end).toString('utf8')
		this.#input = this.#server.losesAfter === 'command' ? Buffer.alloc(0) : this.#input.subarray(end + 2)
		if (this.#login) {
			const login = this.#login
			this.#login = undefined
			await this.#answer('auth', line, () => login(line))
			return true
		}
		this.#server.commands.push(line)
		await this.#command(line)
		return true
	}

	async #command(line: string): Promise<void> {
		const verb = line.split(/[ :]/, 1)[0]?.toUpperCase()
		if (verb === 'EHLO' || verb === 'HELO') return this.#answer('ehlo', line, () => this.#features())
		if (verb === 'STARTTLS') return this.#startTls(line)
		if (verb === 'AUTH') return this.#answer('auth', line, () => this.#auth(line))
		if (verb === 'MAIL') {
			if (!this.#mailed) this.#message = this.#server.state.message++
			return this.#answer('mail', line, () => this.#mail(line))
		}
		if (verb === 'RCPT') return this.#answer('rcpt', line, () => this.#rcpt(line))
		if (verb === 'DATA') return this.#answer('data', line, () => this.#data())
		if (verb === 'RSET') return this.#answer('rset', line, () => this.#reset())
		if (verb === 'QUIT') return this.#answer('quit', line, () => ({ then: 'close', reply: '221 2.0.0 Bye' }))
		return this.#act(verb === 'NOOP' ? '250 2.0.0 Ok' : '502 5.5.2 Command not recognized')
	}

	#features(): string {
		const { security, users, extensions = [] } = this.#server
		const offered = ['test.example', ...extensions]
		if (security === 'starttls' && !this.#secured) offered.push('STARTTLS')
		if (users && (this.#secured || security === 'none')) offered.push('AUTH PLAIN LOGIN')
		return offered.map((feature, index) => `250${index === offered.length - 1 ? ' ' : '-'}${feature}`).join('\r\n')
	}

	async #startTls(line: string): Promise<void> {
		if (this.#server.security !== 'starttls' || this.#secured) return this.#act('502 5.5.1 Not offered')
		let refused = true
		await this.#answer('starttls', line, () => {
			refused = false
			return '220 2.0.0 Ready to start TLS'
		})
		if (refused || this.#socket.destroyed) return
		this.#socket.removeAllListeners('data')
		this.#secured = true
		this.#input = this.#seam = Buffer.alloc(0)
		this.#arrived = []
		this.#listen(new TLSSocket(this.#socket, { isServer: true, ...this.#server.tls }))
	}

	#auth(line: string): string {
		const [, mechanism = '', initial] = line.split(' ')
		if (mechanism.toUpperCase() === 'PLAIN') {
			if (initial !== undefined) return this.#checkPlain(initial)
			this.#login = (text) => this.#checkPlain(text)
			return '334 '
		}
		this.#login = (user) => {
			this.#login = (password) => this.#check(decode(user), decode(password))
			return '334 UGFzc3dvcmQ6'
		}
		return '334 VXNlcm5hbWU6'
	}

	#checkPlain(text: string): string {
		const [, user = '', password = ''] = decode(text).split('\0')
		return this.#check(user, password)
	}

	#check(user: string, password: string): string {
		const { users } = this.#server
		if (!users || !Object.hasOwn(users, user) || users[user] !== password) return '535 5.7.8 Authentication failed'
		this.#user = user
		return '235 2.7.0 Authentication successful'
	}

	#mail(line: string): string {
		if (this.#server.users && this.#user === undefined) return '530 5.7.0 Authentication required'
		if (this.#mailed) return '503 5.5.1 Nested MAIL command'
		this.#from = addressIn(line)
		this.#mailed = true
		return '250 2.1.0 Ok'
	}

	#rcpt(line: string): string {
		if (!this.#mailed && !this.#server.trusting) return '503 5.5.1 MAIL first'
		const address = addressIn(line)
		const rejected = this.#server.rejectRcpt ?? {}
		const replies = Object.hasOwn(rejected, address) ? rejected[address] : undefined
		if (typeof replies === 'string') return replies
		const tried = this.#server.state.rcptTries.get(address) ?? 0
		this.#server.state.rcptTries.set(address, tried + 1)
		const reply = replies?.[tried]
		if (reply !== undefined) return reply
		this.#to.push(address)
		return '250 2.1.5 Ok'
	}

	#data(): string {
		if (this.#to.length === 0 && !this.#server.trusting) return '503 5.5.1 RCPT first'
		this.#body = true
		return '354 End data with <CR><LF>.<CR><LF>'
	}

	async #takeBody(): Promise<boolean> {
		if (this.#input.length < 3 || this.#dotSeen) this.#join()
		if (this.#input.length === 0) return false
		const empty = this.#input.subarray(0, 3).toString('latin1') === '.\r\n'
		const end = empty ? -2 : this.#dotSeen ? this.#input.indexOf(DOT) : -1
		this.#dotSeen = false
		if (end === -1) {
			this.#act(await this.#ask('body', ''))
			return false
		}
		const stuffed = this.#input.subarray(0, Math.max(0, end + 2)).toString('utf8')
		this.#input = this.#server.losesAfter ? Buffer.alloc(0) : this.#input.subarray(end + DOT.length)
		this.#dotSeen = this.#input.includes(DOT)
		this.#body = false
		await this.#finish(stuffed.replace(/^\.\./gm, '.'))
		return true
	}

	async #finish(raw: string): Promise<void> {
		const { accepted, state, dieAfter, delayMs, acceptScripted, die } = this.#server
		const message = { from: this.#from, to: this.#to, raw, at: 0, connection: this.#number }
		const nobody = message.to.length === 0 ? '554 5.5.1 No valid recipients' : undefined
		const answer = nobody ?? (await this.#ask('dot', '.', raw))
		if (delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, delayMs))
		if (answer === undefined || (acceptScripted && !nobody)) accepted.push({ ...message, at: Date.now() })
		this.#reset()
		this.#act(answer ?? `250 2.0.0 Ok: queued as ${accepted.length}`)
		if (dieAfter !== undefined && accepted.length >= dieAfter && !state.dead) die()
	}

	#reset(): string {
		this.#from = ''
		this.#to = []
		this.#mailed = false
		return '250 2.0.0 Ok'
	}

	async #ask(stage: Stage, line: string, raw?: string): Promise<Answer> {
		const moment: Moment = {
			stage,
			connection: this.#number,
			message: this.#message,
			line,
			from: this.#from,
			to: stage === 'rcpt' ? [addressIn(line)] : this.#to
		}
		return await this.#server.script?.(raw === undefined ? moment : { ...moment, raw })
	}

	async #answer(stage: Stage, line: string, usual: () => Answer): Promise<void> {
		const scripted = await this.#ask(stage, line)
		this.#act(scripted ?? usual())
	}

	#act(answer: Answer): void {
		if (answer === undefined || answer === 'silence') return
		if (typeof answer === 'string') this.#socket.write(`${answer}\r\n`)
		else if (answer.then === 'close') this.#socket.end(answer.reply === undefined ? '' : `${answer.reply}\r\n`)
		else if (answer.reply === undefined) this.#socket.resetAndDestroy()
		else this.#socket.write(`${answer.reply}\r\n`, () => this.#socket.resetAndDestroy())
	}
}

function addressIn(line: string): string {
	return /<([^>]*)>/.exec(line)?.[1] ?? ''
}

function decode(text: string): string {
	return Buffer.from(text, 'base64').toString('utf8')
}
