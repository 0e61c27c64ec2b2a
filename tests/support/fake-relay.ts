import { deriveSealingKeyPair } from '#shared/crypto/sealing-key.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import { PROBLEM_STATUS, type ProblemCode } from '#shared/wire/problem.ts'
import { FakeMailing, type FakePause, type Posted, type Verdict } from './fake-mailing.ts'

/** How a request is turned away. `unreachable`: without an answer. */
type Refusal = ProblemCode | 'unreachable' | { code: ProblemCode; retryAfter: number }

const json = (value: unknown, status = 200) =>
	new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })

/**
 * A relay at the edge of `fetch`: speaks the protocol, sends nothing, and breaks where it is told to.
 * `deliveries` counts what a real one would have put on the wire.
 */
export class FakeRelay {
	epoch = 'epoch-1'
	/** Addresses handed to a server, in order: nobody may stand here twice. */
	readonly deliveries: string[] = []
	readonly posts: MailingRequestInput[] = []
	/** The files of each post, as `name: text`. */
	readonly files: string[][] = []
	readonly requests: string[] = []
	/** What happens to an address; `sent` when undefined. */
	verdictOf: (recipient: Posted) => Verdict | undefined = () => undefined
	/** Refuses the next posts so, one each. */
	readonly refusals: (Refusal | undefined)[] = []
	/** Breaks the next streams off after so many events, one each. */
	readonly cuts: (number | undefined)[] = []
	/** What is to be seen when a post arrives, before it is looked at. */
	onpost: () => Promise<void> = () => Promise.resolve()
	/** Nobody answers at all. */
	away = false
	/** Knows this device's key no more. */
	revoked = false
	/** Decides by itself; otherwise `decide` does. */
	automatic = true
	/** Events per chunk of the stream. */
	chunk = 1
	resealedPassword: string | undefined
	/** It has an address that readers can reach. */
	oneClick = false
	/** Ends the next streams without a word after so many events, one each: a proxy that has had enough. */
	readonly ends: (number | undefined)[] = []
	/** What it says besides, by path: as a body, made of the request. */
	readonly says = new Map<string, (request: { url: URL; body: unknown }) => unknown>()
	/** What each journal holds, by its epoch. */
	readonly #journals = new Map<string, Map<string, FakeMailing>>()
	#runs = 0

	/** Stands in for the browser's `fetch` until the returned function is called. */
	install(): () => void {
		const real = globalThis.fetch
		globalThis.fetch = (input, init) => {
			const url = new URL(input instanceof Request ? input.url : input, location.href)
			return url.pathname.startsWith('/api/v1/') ? this.answer(url, init) : real(input, init)
		}
		return () => (globalThis.fetch = real)
	}

	/** Decides about the next recipients of every running mailing. */
	decide(count = Infinity): void {
		for (const mailing of this.#mailings.values()) {
			for (let n = 0; n < count && this.#decideNext(mailing); n += 1);
			mailing.endIfOver()
		}
	}

	/** Pauses every running mailing as the relay itself does. */
	pause(pause: FakePause): void {
		for (const mailing of this.#mailings.values()) mailing.hold(pause)
	}

	/** Does to a mailing what another device with the key would ask for. */
	steer(id: string, command: 'pause' | 'resume' | 'cancel'): void {
		const mailing = this.#mailings.get(id)
		mailing?.steer(command)
		if (this.automatic) this.decide()
		else mailing?.endIfOver()
	}

	/** The process is gone and back: runs are interrupted, the journal is kept unless it is another. */
	restart(epoch = this.epoch): void {
		for (const mailing of this.#mailings.values()) mailing.interrupt()
		this.epoch = epoch
	}

	/** A post that nobody waits for any more comes in after all. */
	arrive(request: MailingRequestInput): void {
		void this.#take(request)
	}

	get #mailings(): Map<string, FakeMailing> {
		const mailings = this.#journals.get(this.epoch) ?? new Map<string, FakeMailing>()
		this.#journals.set(this.epoch, mailings)
		return mailings
	}

	async #read(body: BodyInit | null | undefined): Promise<MailingRequestInput> {
		const form = body instanceof FormData ? body : undefined
		const files = (form?.getAll('attachment') ?? []) as File[]
		this.files.push(await Promise.all(files.map(async (file) => `${file.name}: ${await file.text()}`)))
		const text = form ? await (form.get('mailing') as File).text() : (body as string)
		return JSON.parse(text) as MailingRequestInput
	}

	/** Answers one request as the browser's `fetch` would bring it. */
	async answer(url: URL, init: RequestInit = {}): Promise<Response> {
		const path = url.pathname.slice('/api/v1'.length)
		this.requests.push(`${init.method ?? 'GET'} ${path}`)
		await Promise.resolve()
		if (this.away) throw new TypeError('Failed to fetch')
		if (path === '/relay') return json(await this.#info())
		const say = this.says.get(path)
		if (say) return json(say({ url, body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined }))
		if (path === '/mailings') await this.onpost()
		if (path === '/mailings') return this.#post(await this.#read(init.body), init.signal)
		if (this.revoked) return refuse('unauthorized')
		const [, , id = '', action] = path.split('/')
		const mailing = this.#mailings.get(id)
		if (!mailing) return refuse('unknown-mailing')
		if (action === 'events') {
			if (!mailing.told) return refuse('unknown-mailing')
			const after = url.searchParams.get('run') === mailing.run ? Number(url.searchParams.get('after')) : 0
			return this.#stream(mailing, after, init.signal)
		}
		if (action) this.steer(id, action as 'pause')
		return json(mailing.summary(id), action ? 202 : 200)
	}

	#post(request: MailingRequestInput, signal: AbortSignal | null | undefined): Response {
		this.posts.push(request)
		const refusal = this.revoked ? 'unauthorized' : (this.refusals.shift() ?? this.#judge(request))
		return refusal ? refuse(refusal) : this.#stream(this.#take(request), 0, signal)
	}

	#take(request: MailingRequestInput): FakeMailing {
		const mailing = this.#mailings.get(request.id) ?? new FakeMailing()
		this.#mailings.set(request.id, mailing)
		if (!mailing.running) {
			this.#runs += 1
			const { resealedPassword, epoch: journalEpoch } = this
			const total = request.recipients.length
			mailing.start(`run-${this.#runs}`, { total, journalEpoch, ...(resealedPassword && { resealedPassword }) })
		}
		mailing.add(request.recipients)
		if (this.automatic) this.decide()
		else mailing.endIfOver()
		return mailing
	}

	/** The rules for journals and attempts. */
	#judge({ id, recipients, journalEpoch, acceptDuplicateRisk }: MailingRequestInput): Refusal | undefined {
		if (journalEpoch !== undefined && journalEpoch !== this.epoch) return 'journal-replaced'
		const mailing = this.#mailings.get(id)
		for (const recipient of recipients.filter(({ attempt = 1 }) => attempt > 1)) {
			const before = mailing?.find({ ...recipient, attempt: (recipient.attempt ?? 1) - 1 })
			if (before?.outcome === 'sent') return 'attempt-refused'
			if (!acceptDuplicateRisk && (!mailing || before?.outcome === 'uncertain')) return 'duplicate-risk'
		}
		return undefined
	}

	#decideNext(mailing: FakeMailing): boolean {
		const decided = mailing.decideNext((recipient) => this.verdictOf(recipient))
		if (decided && decided.verdict.outcome !== 'failed') this.deliveries.push(decided.recipient.email)
		return decided !== undefined
	}

	#stream(mailing: FakeMailing, after: number, signal: AbortSignal | null | undefined): Response {
		const encoder = new TextEncoder()
		const parts = mailing.tell(after, { chunk: this.chunk, cut: this.cuts.shift(), end: this.ends.shift() })
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

	async #info() {
		const { keyId, publicKey } = await deriveSealingKeyPair(new Uint8Array(32).fill(7))
		return {
			product: 'club-manager-relay',
			version: '1.0.0',
			journalEpoch: this.epoch,
			sealing: { suite: 'hpke1', keyId, publicKey },
			limits: { recipients: 100_000, messageBytes: 26_214_400, requestBytes: 104_857_600, attachments: 20 },
			unsubscribe: { oneClick: this.oneClick },
			sandbox: { host: '127.0.0.1', port: 2525 }
		}
	}
}

function refuse(refusal: Refusal): Response {
	if (refusal === 'unreachable') throw new TypeError('Failed to fetch')
	const { code, retryAfter } = typeof refusal === 'string' ? { code: refusal, retryAfter: undefined } : refusal
	const response = json({ title: code, status: PROBLEM_STATUS[code], code }, PROBLEM_STATUS[code])
	if (retryAfter !== undefined) response.headers.set('retry-after', String(retryAfter))
	return response
}
