import type { MailingSummary } from '#shared/wire/summary.ts'
import type { Journal, MailingKey, MailingRow } from '#relay/journal/journal.ts'
import type { Counts, Ledger } from './ledger.ts'
import type { Run } from './run.ts'

/** A mailing that this process holds: what the journal keeps of it, what is known of its recipients, its latest run. */
export class HeldMailing {
	readonly key: MailingKey
	readonly ledger: Ledger
	run: Run | undefined
	/** What the journal keeps, and what is on its way there: only what has arrived outlives this process. */
	#kept: MailingRow
	readonly #arriving = new Map<Partial<MailingRow>, Promise<void>>()
	#journal: Journal

	constructor(journal: Journal, { key, row, ledger }: { key: MailingKey; row: MailingRow; ledger: Ledger }) {
		this.#journal = journal
		this.key = key
		this.ledger = ledger
		this.#kept = row
	}

	get row(): Readonly<MailingRow> {
		return [...this.#arriving.keys()].reduce<MailingRow>((row, changes) => ({ ...row, ...changes }), this.#kept)
	}

	/** The run that still sends, if there is one. */
	get running(): Run | undefined {
		return this.run?.ended ? undefined : this.run
	}

	/** Changes what is kept; resolves when that is in the journal. What the journal refuses has never been. */
	async update(changes: Partial<MailingRow>): Promise<void> {
		const arriving = this.#journal.updateMailing(this.key, changes)
		this.#arriving.set(changes, arriving)
		try {
			await arriving
			Object.assign(this.#kept, changes)
		} finally {
			this.#arriving.delete(changes)
		}
	}

	/** Resolves when the journal has said of everything on its way whether it keeps it: `row` is what is kept then. */
	async arrived(): Promise<void> {
		await Promise.allSettled(this.#arriving.values())
	}

	summary(now: number): MailingSummary {
		const pause = this.running?.pauses.current
		const own = summarize(this.key, this.row, this.ledger.counts)
		const state = own.state === 'interrupted' && this.running ? (pause ? 'paused' : 'running') : own.state
		if (state !== 'paused' || !pause) return { ...own, state, run: this.run?.name ?? null }
		const resumeInMs = pause.resumeAt === null ? null : Math.max(0, pause.resumeAt - now)
		return { ...own, state, run: this.run?.name ?? null, pausedReason: pause.reason, resumeInMs }
	}
}

/** Where a mailing stands that no process holds. */
export function summarize({ mailingId }: MailingKey, row: MailingRow, counts: Counts): MailingSummary {
	const { sent, failed, uncertain, settled } = counts
	const total = Math.max(row.total, counts.total)
	const cancelled = row.cancelledAttempt >= row.highestAttempt
	const state = cancelled ? 'cancelled' : row.finished ? 'done' : 'interrupted'
	const left = state === 'interrupted' ? 0 : total - settled
	return { id: mailingId, state, run: null, total, sent, failed, uncertain, cancelled: left }
}
