import { deriveSealingKeyPair } from '#shared/crypto/sealing-key.ts'
import type { MailingEvent, ResultEvent } from '#shared/wire/event.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import { PROBLEM_STATUS, type ProblemCode } from '#shared/wire/problem.ts'

type Verdict = Pick<ResultEvent, 'outcome'> & Partial<ResultEvent>
type Posted = MailingRequestInput['recipients'][number]

/** One mailing as the fake holds it: its journal outlives a `restart`, its run does not. */
type Held = {
	run: string
	events: MailingEvent[]
	queue: Posted[]
	decided: Map<string, ResultEvent>
	state: 'running' | 'paused' | 'cancelled' | 'interrupted'
	listeners: Set<() => void>
}

const json = (value: unknown, status = 200) =>
	new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })

const problem = (code: ProblemCode, fields?: string[]) =>
	json({ title: code, status: PROBLEM_STATUS[code], code, ...(fields && { fields }) }, PROBLEM_STATUS[code])

/**
 * A relay at the edge of `fetch`: speaks the protocol, sends nothing, and breaks where it is told to.
 * `deliveries` counts what a real one would have put on the wire.
 */
export class FakeRelay {
	epoch = 'epoch-1'
	/** Addresses handed to a server, in order: nobody may stand here twice. */
	readonly deliveries: string[] = []
	readonly posts: MailingRequestInput[] = []
	readonly requests: string[] = []
	/** What happens to an address; `sent` when undefined. */
	verdictOf: (recipient: Posted) => Verdict | undefined = () => undefined
	/** Refuses the next posts so, one each. */
	readonly refusals: (ProblemCode | 'unreachable' | undefined)[] = []
	/** Breaks the next streams off after so many events, one each. */
	readonly cuts: (number | undefined)[] = []
	/** What is to be seen when a post arrives, before it is looked at. */
	onpost: () => Promise<void> = () => Promise.resolve()
	/** Nobody answers at all. */
	away = false
	/** Decides by itself; otherwise `decide` does. */
	automatic = true
	/** Events per chunk of the stream. */
	chunk = 1
	resealedPassword: string | undefined
	readonly #mailings = new Map<string, Held>()
	#runs = 0

	/** Stands in for the browser's `fetch` until the returned function is called. */
	install(): () => void {
		const real = globalThis.fetch
		globalThis.fetch = (input, init) => {
			const url = new URL(input instanceof Request ? input.url : input, location.href)
			return url.pathname.startsWith('/api/v1/') ? this.#answer(url, init ?? {}) : real(input, init)
		}
		return () => (globalThis.fetch = real)
	}

	/** Decides about the next recipients of every running mailing. */
	decide(count = Infinity): void {
		for (const held of this.#mailings.values()) {
			for (let n = 0; n < count && held.queue.length > 0 && held.state === 'running'; n += 1) this.#decideNext(held)
			this.#endIfOver(held)
		}
	}

	/** Pauses every running mailing as the relay itself does. */
	pause(fields: Omit<Extract<MailingEvent, { type: 'paused' }>, 'type' | 'seq'>): void {
		for (const held of this.#mailings.values()) {
			held.state = 'paused'
			this.#push(held, { type: 'paused', ...fields })
		}
	}

	/** The process is gone and back: runs are interrupted, the journal is kept unless it is another. */
	restart(epoch = this.epoch): void {
		for (const held of this.#mailings.values()) {
			held.state = 'interrupted'
			held.queue = []
			wake(held)
		}
		if (epoch !== this.epoch) this.#mailings.clear()
		this.epoch = epoch
	}

	async #answer(url: URL, init: RequestInit): Promise<Response> {
		const path = url.pathname.slice('/api/v1'.length)
		this.requests.push(`${init.method ?? 'GET'} ${path}`)
		await Promise.resolve()
		if (this.away) throw new TypeError('Failed to fetch')
		if (path === '/relay') return json(await this.#info())
		if (path === '/mailings') await this.onpost()
		if (path === '/mailings') return this.#post(JSON.parse(init.body as string) as MailingRequestInput, init.signal)
		const [, , id = '', action] = path.split('/')
		const held = this.#mailings.get(id)
		if (!held) return problem('unknown-mailing')
		if (action === 'events') {
			if (held.state === 'interrupted') return problem('unknown-mailing')
			const after = url.searchParams.get('run') === held.run ? Number(url.searchParams.get('after')) : 0
			return this.#stream(held, after, init.signal)
		}
		if (action) this.#steer(held, action)
		return json(this.#summary(id, held), action ? 202 : 200)
	}

	#post(request: MailingRequestInput, signal: AbortSignal | null | undefined): Response {
		this.posts.push(request)
		const refusal = this.refusals.shift()
		if (refusal === 'unreachable') throw new TypeError('Failed to fetch')
		if (refusal) return problem(refusal)
		if (request.journalEpoch !== undefined && request.journalEpoch !== this.epoch) return problem('journal-replaced')
		let held = this.#mailings.get(request.id)
		if (!held || held.state === 'interrupted' || held.events.at(-1)?.type === 'done') {
			held = this.#newRun(held)
			this.#mailings.set(request.id, held)
			const { resealedPassword } = this
			const accepted = { type: 'accepted', run: held.run, total: request.recipients.length, settled: 0 } as const
			this.#push(held, { ...accepted, journalEpoch: this.epoch, ...(resealedPassword && { resealedPassword }) })
		} else if (held.state === 'paused') {
			held.state = 'running'
			this.#push(held, { type: 'resumed' })
		}
		this.#enqueue(held, request.recipients)
		if (held.state !== 'running') this.#endIfOver(held)
		else if (this.automatic) this.decide()
		return this.#stream(held, 0, signal)
	}

	#newRun(before: Held | undefined): Held {
		this.#runs += 1
		const decided = before?.decided ?? new Map<string, ResultEvent>()
		const state = before?.state === 'cancelled' ? 'cancelled' : 'running'
		return { run: `run-${this.#runs}`, events: [], queue: [], decided, state, listeners: new Set() }
	}

	#enqueue(held: Held, recipients: Posted[]): void {
		const queued = new Set(held.queue.map(keyOf))
		for (const recipient of recipients) {
			const known = held.decided.get(keyOf(recipient))
			if (known) this.#push(held, { ...known, replayed: true })
			else if (!queued.has(keyOf(recipient))) held.queue.push(recipient)
		}
	}

	#decideNext(held: Held): void {
		const recipient = held.queue.shift()
		if (!recipient) return
		const verdict = this.verdictOf(recipient) ?? { outcome: 'sent' }
		if (verdict.outcome !== 'failed') this.deliveries.push(recipient.email)
		const result = {
			type: 'result',
			recipientId: recipient.id,
			attempt: recipient.attempt ?? 1,
			messageId: `<${recipient.id}@fake>`,
			tries: 1,
			at: '2026-11-22T18:00:00.000Z',
			...verdict
		} as const
		held.decided.set(keyOf(recipient), { ...result, seq: 0 })
		this.#push(held, result)
	}

	#endIfOver(held: Held): void {
		const over = held.state === 'cancelled' || (held.state === 'running' && held.queue.length === 0)
		if (!over || held.events.at(-1)?.type === 'done') return
		const outcomes = [...held.decided.values()].map(({ outcome }) => outcome)
		const count = (outcome: string) => outcomes.filter((one) => one === outcome).length
		const counts = { sent: count('sent'), failed: count('failed'), uncertain: count('uncertain') }
		this.#push(held, { type: 'done', ...counts, cancelled: held.queue.length })
	}

	#push(held: Held, event: Record<string, unknown>): void {
		held.events.push({ ...event, seq: held.events.length + 1 } as MailingEvent)
		wake(held)
	}

	#steer(held: Held, command: string): void {
		if (command === 'pause' && held.state === 'running') {
			held.state = 'paused'
			this.#push(held, { type: 'paused', reason: 'user', resumeInMs: null })
		} else if (command === 'resume' && held.state === 'paused') {
			held.state = 'running'
			this.#push(held, { type: 'resumed' })
			if (this.automatic) this.decide()
		} else if (command === 'cancel') {
			held.state = 'cancelled'
			this.#endIfOver(held)
		}
	}

	#summary(id: string, held: Held) {
		return { id, state: held.state, run: held.run, total: 0, sent: 0, failed: 0, uncertain: 0, cancelled: 0 }
	}

	#stream(held: Held, after: number, signal: AbortSignal | null | undefined): Response {
		const encoder = new TextEncoder()
		const parts = this.#tell(held, after, this.cuts.shift())
		const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
			{
				start: (controller) => signal?.addEventListener('abort', () => controller.error(signal.reason)),
				pull: async (controller) => {
					const part = await parts.next()
					if (signal?.aborted) return
					if (part.done) controller.close()
					else controller.enqueue(encoder.encode(part.value.map((event) => `${JSON.stringify(event)}\n`).join('')))
				}
			},
			// Nothing is read ahead, so that a break loses nothing that came before it.
			{ highWaterMark: 0 }
		)
		return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } })
	}

	async *#tell(held: Held, after: number, cut = Infinity): AsyncGenerator<MailingEvent[]> {
		let told = 0
		for (let next = after; ;) {
			const part = held.events
				.filter((event) => 'seq' in event && event.seq > next)
				.slice(0, Math.min(this.chunk, cut - told))
			told += part.length
			next += part.length
			if (part.length > 0) yield part
			if (told >= cut || (part.length === 0 && held.state === 'interrupted')) throw new TypeError('network error')
			if (part.at(-1)?.type === 'done') return
			if (part.length === 0) await new Promise<void>((resolve) => held.listeners.add(resolve))
		}
	}

	async #info() {
		const { keyId, publicKey } = await deriveSealingKeyPair(new Uint8Array(32).fill(7))
		return {
			product: 'club-manager-relay',
			version: '1.0.0',
			journalEpoch: this.epoch,
			sealing: { suite: 'hpke1', keyId, publicKey },
			limits: { recipients: 100_000, messageBytes: 26_214_400, requestBytes: 104_857_600, attachments: 20 },
			sandbox: { host: '127.0.0.1', port: 2525 }
		}
	}
}

const keyOf = ({ id, attempt = 1 }: Posted) => `${id}/${attempt}`

function wake({ listeners }: Held): void {
	for (const listener of listeners) listener()
	listeners.clear()
}
