import type { MailingSummary } from '#shared/wire/summary.ts'
import type { Journal, MailingKey, MailingRow } from '#relay/journal/journal.ts'
import type { Counts, Ledger } from './ledger.ts'
import type { Run } from './run.ts'

/** A mailing that this process holds: what the journal keeps of it, what is known of its recipients, its latest run. */
export class HeldMailing {
	readonly key: MailingKey
	readonly ledger: Ledger
	run: Run | undefined
	#row: MailingRow
	#journal: Journal

	constructor(journal: Journal, { key, row, ledger }: { key: MailingKey; row: MailingRow; ledger: Ledger }) {
		this.#journal = journal
		this.key = key
		this.ledger = ledger
		this.#row = row
	}

	get row(): Readonly<MailingRow> {
		return this.#row
	}

	/** The run that still sends, if there is one. */
	get running(): Run | undefined {
		return this.run?.ended ? undefined : this.run
	}

	/** Changes what is kept; resolves when that is in the journal. */
	async update(changes: Partial<MailingRow>): Promise<void> {
		Object.assign(this.#row, changes)
		await this.#journal.updateMailing(this.key, changes)
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
