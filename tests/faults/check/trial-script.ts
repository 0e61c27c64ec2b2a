import type { MailingEvent, ResultEvent } from '#shared/wire/event.ts'
import type { Posted, Step, Trial, Verdict, Wish } from './trial.ts'

const AT = '2026-11-22T10:00:00.000Z'

type StepBody = Step extends infer S ? (S extends Step ? Omit<S, 'tick' | 'life'> : never) : never

/** Writes a trial by hand, step by step, as it would have been recorded. */
export class TrialScript {
	readonly #devices: Step[][] = [[]]
	readonly #verdicts: Verdict[] = []
	readonly #kills: Trial['kills'][number][] = []
	#tick = 0
	#life = 1
	#stream = 0
	#seq = 0
	#device = 0

	/** From here on, another device acts. */
	switchTo(device: number): this {
		this.#device = device
		this.#devices[device] ??= []
		return this
	}

	post(names: string[], { attempt = 1, risk = false } = {}): this {
		const recipients: Posted[] = names.map((id) => ({ id, email: `${id}@example.org`, attempt }))
		this.#step({ kind: 'posted', post: (this.#stream += 1), recipients, acceptDuplicateRisk: risk })
		return this
	}

	turnAway(): this {
		return this.#step({ kind: 'turned-away', post: this.#stream, status: 422, code: 'mailing-changed' })
	}

	/** Opens the stream of the latest posting, or another after an event of its run. */
	listen(total: number, { run = `run-${this.#life}` } = {}): this {
		this.#step({ kind: 'listening', stream: this.#stream, post: this.#stream, after: 0 })
		this.#seq = 0
		return this.hear({ type: 'accepted', run, total, settled: 0, journalEpoch: 'epoch' })
	}

	follow(run: string, after: number): this {
		this.#stream += 1
		this.#seq = after
		return this.#step({ kind: 'listening', stream: this.#stream, run, after })
	}

	hear(event: object, { skip = 0 } = {}): this {
		this.#seq += 1 + skip
		return this.#step({ kind: 'heard', stream: this.#stream, event: { ...event, seq: this.#seq } as MailingEvent })
	}

	result(recipientId: string, outcome: ResultEvent['outcome'], more: Partial<ResultEvent> = {}): this {
		const messageId = `<${recipientId}@example.org>`
		return this.hear({ type: 'result', recipientId, attempt: 1, outcome, messageId, tries: 1, at: AT, ...more })
	}

	done(sent: number, failed = 0, uncertain = 0, cancelled = 0): this {
		return this.hear({ type: 'done', sent, failed, uncertain, cancelled })
	}

	wish(wish: Wish, { granted = true } = {}): this {
		this.#step({ kind: 'asked', wish })
		return granted ? this.#step({ kind: 'granted', wish }) : this
	}

	/** The server gets a message to its dot and decides. */
	dot(token: string, more: Partial<Verdict> = {}): this {
		this.#verdicts.push({
			tick: (this.#tick += 1),
			life: this.#life,
			from: 'club@example.org',
			to: `${token}@example.org`,
			messageId: `<${token}@example.org>`,
			token,
			digest: `digest of ${token}`,
			accepted: true,
			told: 'reply',
			ended: false,
			...more
		})
		return this
	}

	kill(connections = 1): this {
		this.#kills.push({ life: this.#life, signal: 'SIGKILL', connections })
		this.#life += 1
		return this
	}

	end(more: Partial<Trial> = {}): Trial {
		const [devices, verdicts, kills] = [this.#devices, this.#verdicts, this.#kills]
		return { connections: 1, devices, verdicts, kills, over: true, ...more }
	}

	#step(body: StepBody): this {
		this.#devices[this.#device]?.push({ tick: (this.#tick += 1), life: this.#life, ...body })
		return this
	}
}
