import * as v from 'valibot'
import { MailingEvent, type DoneEvent, type PausedEvent } from '#shared/wire/event.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import { parseNdjson } from '#shared/ndjson.ts'
import type { Posted, Step, Wish } from './check/trial.ts'
import { DeviceMemory } from './device-memory.ts'
import { ACCESS_KEY } from './relay-lives.ts'
import type { Tape } from './tape.ts'

/** Everything of a mailing but whom it goes to. */
export type Content = Omit<MailingRequestInput, 'recipients' | 'journalEpoch' | 'acceptDuplicateRisk'>

export type DeviceOptions = {
	tape: Tape
	content: Content
	/** Seals the password, as a person does who types it again. Without it, the content's own is used. */
	seal?: () => Promise<string>
	/** Told of each step once it is kept. */
	onStep?: (step: Step) => void
}

/** How long a person looks at a mailing that waits for them before asking to go on. */
const LOOKS_FOR_MS = 20
const TRIES_AGAIN_IN_MS = 10

/**
 * Behaves as the app's outbox: submits before it posts, applies each event once, comes back after any accident by posting
 * what holds no result, takes results as final. Keeps all that it did and heard.
 */
export class Device {
	readonly memory = new DeviceMemory()
	readonly steps: Step[] = []
	/** `done` was heard, and nothing is left open. */
	over = false
	/** A person holds it, and the relay knows. */
	held = false
	/** The relay said no to a posting, for good. */
	refused: string | undefined
	readonly #options: DeviceOptions
	#risk = false
	#wish: Wish | undefined
	/** The relay holds the mailing still for a person. */
	#paused: PausedEvent['reason'] | undefined
	#hangUp = new AbortController()
	#password: string | undefined

	constructor(options: DeviceOptions) {
		this.#options = options
	}

	submit(recipients: readonly Posted[], { acceptDuplicateRisk = false } = {}): void {
		this.memory.submit(recipients)
		this.#risk ||= acceptDuplicateRisk
		this.over = false
	}

	/** Asks for something until the relay has confirmed it. */
	want(wish: Wish): void {
		this.#wish = wish
		this.#hangUp.abort()
	}

	/** Stops listening, and comes back; what was heard last may not have been kept. */
	cut(lost: number): void {
		if (lost > 0) this.memory.forget(lost)
		this.#hangUp.abort()
	}

	/** Sees the mailing through, until it is over or `signal` says that there is no relay. */
	async run(url: string, signal: AbortSignal): Promise<void> {
		while (!signal.aborted && !this.over && this.refused === undefined) {
			this.#hangUp = new AbortController()
			const both = AbortSignal.any([signal, this.#hangUp.signal])
			try {
				if (this.#wish) await this.#ask(url, this.#wish, signal)
				else await this.#goOn(url, both)
			} catch {
				// The relay is gone, or is not there yet: the person waits.
				if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, TRIES_AGAIN_IN_MS))
			}
		}
	}

	async #goOn(url: string, signal: AbortSignal): Promise<void> {
		const { run, lastSeq } = this.memory
		if (run !== '' && this.#paused === undefined) {
			const followed = await this.#follow(url, { run, after: lastSeq }, signal)
			if (followed) return
		}
		await this.#post(url, signal)
	}

	async #post(url: string, signal: AbortSignal): Promise<void> {
		this.#paused = undefined
		const recipients = this.memory.open
		if (recipients.length === 0) return void (this.over = true)
		const post = this.#options.tape.nextStream()
		const acceptDuplicateRisk = this.#risk
		const smtp = await this.#smtp()
		this.#note({ kind: 'posted', post, recipients, acceptDuplicateRisk })
		const { journalEpoch } = this.memory
		const people = recipients.map((each) => ({ ...each, fields: { token: each.id } }))
		const body = JSON.stringify({
			...this.#options.content,
			smtp,
			recipients: people,
			acceptDuplicateRisk,
			journalEpoch
		})
		const response = await this.#request(url, '', { method: 'POST', body, signal })
		if (response.status !== 200) return await this.#turnedAway(response, post)
		this.#note({ kind: 'listening', stream: post, post, after: 0 })
		if (typeof (await this.#listen(response, post)) !== 'string') this.#end()
	}

	#end(): void {
		this.memory.close()
		this.over = true
	}

	async #smtp(): Promise<Content['smtp']> {
		const { content, seal } = this.#options
		this.#password ??= await seal?.()
		return { ...content.smtp, ...(this.#password !== undefined && { password: this.#password }) }
	}

	/** False when the relay does not hold it any more, or has told all it had to tell. */
	async #follow(url: string, { run, after }: { run: string; after: number }, signal: AbortSignal): Promise<boolean> {
		const stream = this.#options.tape.nextStream()
		const response = await this.#request(url, `/events?run=${run}&after=${after}`, { signal })
		if (response.status !== 200) return false
		this.#note({ kind: 'listening', stream, run, after })
		const end = await this.#listen(response, stream)
		if (typeof end === 'string') return end === 'broken'
		// It ended without knowing of everybody: what it does not hold is posted.
		if (this.memory.open.length > end.cancelled) return false
		this.#end()
		return true
	}

	/** Reads up to `done`, which it gives. `over` means that the relay had nothing more to tell, but did not say so. */
	async #listen(response: Response, stream: number): Promise<DoneEvent | 'over' | 'broken'> {
		const text = response.body?.pipeThrough(new TextDecoderStream()) ?? []
		for await (const values of parseNdjson(text as AsyncIterable<string>)) {
			for (const value of values) {
				const event = v.parse(MailingEvent, value)
				this.#hear(event, stream)
				if (this.#hangUp.signal.aborted) return 'broken'
				if (event.type === 'done') return event
			}
		}
		return 'over'
	}

	#hear(event: MailingEvent, stream: number): void {
		this.#note({ kind: 'heard', stream, event })
		if (event.type === 'paused') this.#look(event)
	}

	/** What waits for a person is asked to go on; a pause of the person's own, or for a quota, is not to be ended so. */
	#look({ reason, code }: PausedEvent): void {
		if (reason === 'user' || reason === 'quota') return
		// A relay tries no password again that was refused: it is to be typed anew.
		if (code === 'smtp-auth-failed') this.#password = undefined
		const hangUp = this.#hangUp
		setTimeout(() => {
			this.#paused = reason
			hangUp.abort()
		}, LOOKS_FOR_MS)
	}

	async #turnedAway(response: Response, post: number): Promise<void> {
		const { code } = (await response.json()) as { code: string }
		this.#note({ kind: 'turned-away', post, status: response.status, code })
		if (response.status >= 500) throw new Error(code)
		this.refused = code
	}

	async #ask(url: string, wish: Wish, signal: AbortSignal): Promise<void> {
		this.#note({ kind: 'asked', wish })
		const response = await this.#request(url, `/${wish}`, { method: 'POST', signal })
		if (response.status >= 500) throw new Error('the journal is not there')
		// 404: the relay has never heard of it, so there is nothing to hold.
		if (response.status === 202) {
			this.held = wish === 'pause'
			this.#note({ kind: 'granted', wish })
		}
		if (this.#wish === wish) this.#wish = undefined
	}

	async #request(url: string, path: string, init: RequestInit): Promise<Response> {
		const address =
			init.body === undefined ? `${url}/api/v1/mailings/${this.#options.content.id}${path}` : `${url}/api/v1/mailings`
		return await fetch(address, { ...init, headers: { authorization: `Bearer ${ACCESS_KEY}` } })
	}

	#note(step: NoTime<Step>): void {
		const whole = { ...this.#options.tape.next(), ...step }
		this.steps.push(whole)
		if (step.kind === 'heard') this.memory.apply(step.event)
		this.#options.onStep?.(whole)
	}
}

type NoTime<S> = S extends Step ? Omit<S, 'tick' | 'life'> : never
