import type { LogCounts, LogStatus, Mailing, MailingId } from '#shared/mailing.ts'
import { findsWords, foldText, listSearchWords } from '#shared/search.ts'
import { countLogs } from '#web/db/mailing-logs.ts'
import { findMailing } from '#web/db/mailings.ts'
import { readRecord, type RecordRow } from '#web/outbox/record.ts'
import { CalmQuery } from '#web/state/calm-query.svelte.ts'
import { live } from '#web/state/live.svelte.ts'

type Searched = { row: RecordRow; text: string }

/** What became of one mailing, recipient by recipient, as far as a person looks. Make it while a component is set up. */
export class MailingRecord {
	search = $state('')
	/** Only those that stand there; all of them when empty. */
	status = $state<LogStatus | ''>('')
	readonly #found: { readonly current: { mailing: Mailing | undefined } | undefined }
	readonly #counts: { readonly current: LogCounts | undefined }
	readonly #record: CalmQuery<{ rows: RecordRow[] } | undefined>

	constructor(id: MailingId) {
		this.#found = live(async () => ({ mailing: await findMailing(id) }))
		this.#counts = live(() => countLogs(id))
		// While it is sent, thousands of rows would be read at every result.
		this.#record = new CalmQuery(
			() => readRecord(id),
			() => [this.#counts.current, this.#found.current]
		)
	}

	/** Whether the mailing has been looked for. */
	get loaded(): boolean {
		return this.#found.current !== undefined
	}
	/** `undefined` when it is forgotten. */
	get mailing(): Mailing | undefined {
		return this.#found.current?.mailing
	}
	get counts(): LogCounts | undefined {
		return this.#counts.current
	}
	/** Every recipient by name; `undefined` until they are read. */
	get rows(): RecordRow[] | undefined {
		return this.#record.current?.rows
	}

	readonly #searched = $derived.by((): Searched[] =>
		(this.rows ?? []).map((row) => ({ row, text: foldText(textOf(row)) }))
	)

	/** Those looked for. */
	readonly shown = $derived.by((): RecordRow[] => {
		const finds = findsWords(listSearchWords(this.search))
		const wanted = this.#searched.filter(
			({ row, text }) => (this.status === '' || row.log.status === this.status) && finds(text)
		)
		return wanted.map(({ row }) => row)
	})
}

const textOf = ({ log, alsoFor, guardian }: RecordRow): string =>
	[log.recipientName, log.recipientEmail, ...alsoFor, guardian].join(' ')
