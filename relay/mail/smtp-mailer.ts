import { err, ok, type Result } from '#shared/result.ts'
import type { VerificationStep } from '#shared/wire/verification.ts'
import { parseCapabilities, type Capabilities } from './capabilities.ts'
import { classifyReply, type Stage } from './classify.ts'
import { connectAny } from './connect.ts'
import { Connection, ConnectionError } from './connection.ts'
import { login } from './login.ts'
import type { Reply } from './reply.ts'
import type { Account, Failure, Mailer, Session } from './session.ts'
import { PipeliningMemory } from './pipelining.ts'
import { SmtpSession } from './smtp-session.ts'
import { TIMEOUTS, type Timeouts } from './timeouts.ts'
import { secureSocket, TlsError } from './tls.ts'

/** An address literal, as a client without a public name says hello (RFC 5321 §4.1.4); it tells nothing of the machine. */
const HELLO = 'EHLO [127.0.0.1]'

type OpenOptions = { onStep?: (step: VerificationStep) => void; signal?: AbortSignal }

/** Stops the opening of a session, with the reason. */
class OpeningError extends Error {
	override name = 'OpeningError'
	readonly failure: Failure

	constructor(failure: Failure) {
		super(failure.reply)
		this.failure = failure
	}
}

/** The mailer that speaks real SMTP. `timeouts` are the RFC's but where told otherwise. */
export function createMailer(timeouts: Partial<Timeouts> = {}): Mailer {
	const times = { ...TIMEOUTS, ...timeouts }
	const memory = new PipeliningMemory()
	return { open: (account, options = {}) => open(account, options, { times, memory }) }
}

async function open(
	account: Account,
	{ onStep, signal }: OpenOptions,
	{ times, memory }: { times: Timeouts; memory: PipeliningMemory }
): Promise<Result<Session, Failure>> {
	let connection: Connection | undefined
	const abort = () => connection?.destroy('given up')
	signal?.addEventListener('abort', abort)
	try {
		connection = await timed('connect', onStep, () => connect(account, times, signal))
		const opening = new Opening(connection, account, times)
		if (account.security !== 'none') await timed('secure', onStep, () => opening.secure())
		const capabilities = await timed('authenticate', onStep, () => opening.authenticate())
		const pacing = memory.for(`${account.host}:${account.port}`, capabilities)
		return ok(new SmtpSession(connection, { capabilities, pacing, timeouts: times }))
	} catch (error) {
		connection?.destroy()
		return err(failureOf(error))
	} finally {
		signal?.removeEventListener('abort', abort)
	}
}

/** Runs a step and reports how it ended; a failed connection has no time, because its time tells nothing. */
async function timed<T>(
	step: VerificationStep['step'],
	onStep: OpenOptions['onStep'],
	run: () => Promise<T>
): Promise<T> {
	const start = performance.now()
	const ms = () => Math.round(performance.now() - start)
	try {
		const value = await run()
		onStep?.({ step, ok: true, ms: ms() })
		return value
	} catch (error) {
		onStep?.(step === 'connect' ? { step, ok: false } : { step, ok: false, ms: ms() })
		throw error
	}
}

async function connect({ addresses, port }: Account, { connectMs }: Timeouts, signal?: AbortSignal) {
	const socket = await connectAny(addresses, { port, timeoutMs: connectMs, signal })
	if (socket) return new Connection(socket)
	throw new OpeningError(unreachable('no connection'))
}

/** What happens between the connection and the first transaction. */
class Opening {
	#connection: Connection
	#account: Account
	#times: Timeouts
	#capabilities: Capabilities | undefined

	constructor(connection: Connection, account: Account, times: Timeouts) {
		this.#connection = connection
		this.#account = account
		this.#times = times
	}

	async secure(): Promise<void> {
		if (this.#account.security === 'starttls') await this.#startTls()
		const { host, extraCa } = this.#account
		const timeoutMs = this.#times.handshakeMs
		await this.#connection.wrap((socket) => secureSocket(socket, { host, extraCa, timeoutMs }))
		// What was offered before is forgotten: it could have been forged (RFC 3207 §4.2).
		if (this.#account.security === 'starttls') this.#capabilities = await this.#hello()
	}

	async authenticate(): Promise<Capabilities> {
		this.#capabilities ??= await this.#greetAndHello()
		const { username, password } = this.#account
		if (password !== '') {
			const timeoutMs = this.#times.commandMs
			const failure = await login(this.#connection, this.#capabilities, { username, password, timeoutMs })
			if (failure) throw new OpeningError(failure)
		}
		return this.#capabilities
	}

	async #startTls(): Promise<void> {
		const capabilities = await this.#greetAndHello()
		if (!capabilities.has('STARTTLS')) throw new OpeningError(tlsFailure('STARTTLS not offered', false))
		expectCode(220, 'starttls', await this.#connection.ask('STARTTLS', this.#times.commandMs))
	}

	async #greetAndHello(): Promise<Capabilities> {
		expectCode(220, 'greeting', await this.#connection.read(this.#times.greetingMs))
		return await this.#hello()
	}

	async #hello(): Promise<Capabilities> {
		return parseCapabilities(expectCode(250, 'hello', await this.#connection.ask(HELLO, this.#times.commandMs)))
	}
}

function expectCode(code: number, stage: Stage, reply: Reply): Reply {
	if (reply.code === code) return reply
	throw new OpeningError(classifyReply(stage, reply))
}

function failureOf(error: unknown): Failure {
	if (error instanceof OpeningError) return error.failure
	if (error instanceof TlsError) return tlsFailure(error.message, error.temporary)
	if (!(error instanceof ConnectionError)) throw error
	if (error.reply) return classifyReply('greeting', error.reply)
	if (error.kind !== 'desync') return unreachable(error.message)
	return { ...unreachable(error.message), code: 'smtp-protocol' }
}

function unreachable(reply: string): Failure {
	return { code: 'smtp-unreachable', scope: 'connection', temporary: true, throttle: false, reply }
}

function tlsFailure(reply: string, temporary: boolean): Failure {
	return { code: 'smtp-tls-failed', scope: temporary ? 'connection' : 'account', temporary, throttle: false, reply }
}
