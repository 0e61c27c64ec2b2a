import * as v from 'valibot'
import { MailingEvent, type ResultEvent } from '#shared/wire/event.ts'
import { MailingRequest } from '#shared/wire/mailing.ts'
import type { MailingSummary } from '#shared/wire/summary.ts'
import { ok } from '#shared/result.ts'
import type { Journal } from '#relay/journal/journal.ts'
import { createMemoryJournal } from '#relay/journal/memory.ts'
import type { EventLog } from '#relay/mailings/event-log.ts'
import { Mailings } from '#relay/mailings/mailings.ts'
import { Quotas } from '#relay/mailings/quotas.ts'
import { Refusal } from '#relay/problems.ts'
import type { SmtpAccounts } from '#relay/smtp-accounts.ts'
import { ManualClock } from '#tests/support/manual-clock.ts'
import { HeldServer } from './held-server.ts'
import type { Posted, Wish } from './mailing-model.ts'

const KEY = { owner: 'club', mailingId: 'mailing-of-the-model' }
/** Nothing has changed for so many turns: everybody waits for something. */
const QUIET_TURNS = 6

/** The real state machine of a relay, over a journal that outlives it, with a server and a clock that are held. */
export class World {
	readonly clock = new ManualClock()
	/** What was told of each attempt, by all processes. */
	readonly told = new Map<string, ResultEvent>()
	server = new HeldServer()
	/** The last `done` of this process. */
	done: MailingEvent | undefined
	readonly #createdAt = new Date(this.clock.now()).toISOString()
	readonly #journal = createMemoryJournal()
	#alive = { isAlive: true }
	#mailings = this.#begin()
	#log: EventLog | undefined
	#read = 0
	#passwords = 0

	/** Posts; gives the code of the refusal, if it is refused. */
	async post(recipients: readonly Posted[], acceptDuplicateRisk: boolean): Promise<string | undefined> {
		const request = v.parse(MailingRequest, {
			id: KEY.mailingId,
			createdAt: this.#createdAt,
			subject: 'Sortie',
			text: 'Bonjour',
			sender: { email: 'club@example.org' },
			// As if it had been typed again: a refused one is not tried twice.
			smtp: {
				host: 'smtp.example.org',
				port: 587,
				security: 'none',
				username: 'club',
				password: `${++this.#passwords}`
			},
			pace: { batchSize: 1000, batchDelayMs: 0, maxRetries: 1, connections: 2 },
			recipients: recipients.map((each) => ({ ...each, email: `${each.id}@example.org` })),
			acceptDuplicateRisk
		})
		return await refusalOf(async () => {
			const { log } = await this.#mailings.post(KEY.owner, request, [])
			if (log !== this.#log) this.#read = 0
			this.#log = log
		})
	}

	async wish(wish: Wish): Promise<string | undefined> {
		return await refusalOf(() => this.#mailings[wish](KEY))
	}

	/** The process is gone within this turn, and another one begins; it knows what is in the journal. */
	kill(): void {
		this.#alive.isAlive = false
		this.server = new HeldServer()
		this.#log = undefined
		this.#mailings = this.#begin()
	}

	/** Asks the process to end. */
	stop(): Promise<void> {
		return this.#mailings.stop()
	}

	async summary(): Promise<MailingSummary> {
		return await this.#mailings.summary(KEY)
	}

	/** Waits until nothing happens any more, and listens to what was told. */
	async settle(): Promise<void> {
		let before = ''
		for (let quiet = 0; quiet < QUIET_TURNS;) {
			await new Promise(setImmediate)
			const now = `${this.#log?.length} ${this.server.inHand.map(({ id, at }) => `${id} ${at}`).join()}`
			quiet = now === before ? quiet + 1 : 0
			before = now
		}
		const lines = this.#log?.slice(this.#read, Infinity) ?? []
		this.#read += lines.length
		for (const line of lines) this.#hear(v.parse(MailingEvent, JSON.parse(line)))
	}

	#hear(event: MailingEvent): void {
		if (event.type === 'done') this.done = event
		if (event.type !== 'result') return
		const name = `${event.recipientId}/${event.attempt}`
		const before = this.told.get(name)
		if (before && before.outcome !== event.outcome)
			throw new Error(`${name} was ${before.outcome}, is ${event.outcome}`)
		this.told.set(name, event)
	}

	#begin(): Mailings {
		this.#alive = { isAlive: true }
		const { clock } = this
		const journal = mortal(this.#journal, this.#alive)
		const mailer = mortal(this.server, this.#alive)
		const accounts = {
			policy: { allow: new Set<string>() },
			open: ({ host, port, security, username, password }) =>
				Promise.resolve({ account: { host, port, security, username, password } }),
			resolve: (account) => Promise.resolve(ok({ ...account, addresses: ['192.0.2.1'], extraCa: [] }))
		} satisfies SmtpAccounts
		return new Mailings({ clock, journal, mailer, accounts, quotas: new Quotas(journal, clock), log: () => {} })
	}
}

/** A port that a process reaches only as long as it lives: then no answer ever comes. */
function mortal<P extends Journal | HeldServer>(port: P, process: { isAlive: boolean }): P {
	return new Proxy(port, {
		get(target, name) {
			const value: unknown = Reflect.get(target, name)
			if (typeof value !== 'function') return value
			return (...args: unknown[]) =>
				process.isAlive ? (value.apply(target, args) as unknown) : new Promise<never>(() => {})
		}
	})
}

async function refusalOf(act: () => Promise<unknown>): Promise<string | undefined> {
	try {
		await act()
		return undefined
	} catch (error) {
		if (error instanceof Refusal) return error.code
		throw error
	}
}
