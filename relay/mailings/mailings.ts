import type { MailingRequest } from '#shared/wire/mailing.ts'
import type { MailingSummary } from '#shared/wire/summary.ts'
import type { MailingKey } from '#relay/journal/journal.ts'
import type { Attachment } from '#relay/mail/compose.ts'
import { Refusal } from '#relay/problems.ts'
import { admit } from './admission.ts'
import { REMEMBERED_MS } from './content-check.ts'
import type { Reading } from './event-stream.ts'
import { summarize, type HeldMailing } from './held-mailing.ts'
import { Locks } from './locks.ts'
import { LONGEST_WINDOW_MS } from './quotas.ts'
import { readRecords } from './records.ts'
import type { RunDeps } from './run.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Events of ended runs that are kept for whoever asks again, oldest mailing dropped first; the journal knows the rest. */
const MAX_KEPT_EVENTS = 100_000
/** How long the replies that are due are waited for when the relay stops. */
const STOP_WITHIN_MS = 25_000

/** All mailings of one relay: takes them in, runs them, and answers about them. */
export class Mailings {
	#deps: RunDeps
	#held = new Map<string, HeldMailing>()
	#locks = new Locks()
	#stopping = new AbortController()
	/** Those being taken in: each may become a run at any moment. */
	#postings = new Set<Promise<Reading>>()

	constructor(deps: RunDeps) {
		this.#deps = deps
	}

	/** Takes in a posting, whole or not at all. Throws a `Refusal`, before anything is connected to. */
	async post(owner: string, request: MailingRequest, attachments: readonly Attachment[]): Promise<Reading> {
		const key = { owner, mailingId: request.id }
		const posting = this.#locks.run(nameOf(key), async () => {
			if (this.#stopping.signal.aborted) throw new Refusal('journal-unavailable')
			const before = this.#held.get(nameOf(key))
			// After a run that broke off, the journal knows better than memory.
			const known = before?.running || before?.row.finished ? before : undefined
			const { held, resealedPassword } = await admit(this.#deps, { key, known, request, attachments })
			const run = held.run
			if (!run) throw new Error('a posting that was admitted has a run')
			this.#keep(held)
			if (this.#stopping.signal.aborted) await run.stop()
			const accepted = () => ({ total: held.ledger.counts.total, ...(resealedPassword && { resealedPassword }) })
			return { log: run.log, after: 0, accepted }
		})
		this.#postings.add(posting)
		return await posting.finally(() => this.#postings.delete(posting))
	}

	/** The events of a mailing's latest run, from a place on, from the start when another run is meant. */
	read(key: MailingKey, { run, after }: { run: string | undefined; after: number }): Reading {
		const held = this.#held.get(nameOf(key))
		if (!held?.run) throw new Refusal('unknown-mailing')
		return { log: held.run.log, after: run === held.run.name ? after : 0, accepted: () => ({}) }
	}

	async summary(key: MailingKey): Promise<MailingSummary> {
		const held = this.#held.get(nameOf(key))
		if (held) return held.summary(this.#deps.clock.now())
		const row = await this.#deps.journal.findMailing(key)
		if (!row) throw new Refusal('unknown-mailing')
		const { ledger } = readRecords(await this.#deps.journal.listMessages(key), () => '')
		return summarize(key, row, ledger.counts)
	}

	/** Where each mailing stands that this process remembers. */
	listHeld(): MailingSummary[] {
		const now = this.#deps.clock.now()
		return [...this.#held.values()].map((held) => held.summary(now))
	}

	async pause(key: MailingKey): Promise<MailingSummary> {
		return await this.#steer(key, async (held) => {
			held?.running?.pauses.setUser(true)
			await this.#update(key, held, { userPaused: true })
		})
	}

	async resume(key: MailingKey): Promise<MailingSummary> {
		return await this.#steer(key, async (held) => {
			await this.#update(key, held, { userPaused: false })
			held?.running?.pauses.setUser(false)
			held?.running?.pauses.endByHand()
		})
	}

	async cancel(key: MailingKey): Promise<MailingSummary> {
		return await this.#steer(key, async (held, { highestAttempt }) => {
			held?.running?.cancel(highestAttempt)
			await this.#update(key, held, { cancelledAttempt: highestAttempt, userPaused: false })
		})
	}

	/** Begins no new message, and resolves when the replies that are due have come, or should have. */
	async stop(): Promise<void> {
		this.#stopping.abort()
		const runs = () => [...this.#held.values()].map(({ run }) => run)
		await Promise.race([
			Promise.all([Promise.allSettled(this.#postings), ...runs().map(async (run) => await run?.stop())]),
			this.#deps.clock.sleep(STOP_WITHIN_MS)
		])
		for (const run of runs()) run?.log.close()
	}

	/** Forgets, every day until the relay stops, what is older than the journal must remember. */
	async purgeDaily(): Promise<void> {
		const { clock, journal, log } = this.#deps
		while (!this.#stopping.signal.aborted) {
			const before = { mailings: clock.now() - REMEMBERED_MS, uses: clock.now() - LONGEST_WINDOW_MS }
			await journal.purge(before).catch(() => log('the journal could not be purged'))
			await clock.sleep(DAY_MS, this.#stopping.signal)
		}
	}

	/** Changes a mailing that is not over; one that nobody holds is changed in the journal, once no posting is under way. */
	async #steer(
		key: MailingKey,
		act: (held: HeldMailing | undefined, row: HeldMailing['row']) => Promise<void>
	): Promise<MailingSummary> {
		const held = this.#held.get(nameOf(key))
		if (held?.running) await act(held, held.row)
		else await this.#locks.run(nameOf(key), async () => await this.#steerIdle(key, act))
		return await this.summary(key)
	}

	async #steerIdle(
		key: MailingKey,
		act: (held: HeldMailing | undefined, row: HeldMailing['row']) => Promise<void>
	): Promise<void> {
		const held = this.#held.get(nameOf(key))
		// An end that the journal refuses is none: what a person asks for must still be written down.
		await held?.arrived()
		const row = held?.row ?? (await this.#deps.journal.findMailing(key))
		if (!row) throw new Refusal('unknown-mailing')
		if (held?.running || !row.finished) await act(held, row)
	}

	async #update(key: MailingKey, held: HeldMailing | undefined, changes: Partial<HeldMailing['row']>): Promise<void> {
		if (held) await held.update(changes)
		else await this.#deps.journal.updateMailing(key, changes)
	}

	/** Remembers a mailing, and drops ended ones that have not been asked for in the longest time when there are too many. */
	#keep(held: HeldMailing): void {
		this.#held.delete(nameOf(held.key))
		this.#held.set(nameOf(held.key), held)
		let events = 0
		for (const each of [...this.#held.values()].toReversed()) {
			events += each.run?.log.length ?? 0
			if (events > MAX_KEPT_EVENTS && each !== held && !each.running) this.#held.delete(nameOf(each.key))
		}
	}
}

const nameOf = ({ owner, mailingId }: MailingKey): string => JSON.stringify([owner, mailingId])
