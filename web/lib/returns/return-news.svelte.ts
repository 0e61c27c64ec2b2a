import { listBounceMailboxes, type MailboxReading } from '#web/db/bounce-mailbox.ts'
import type { ImapFailureCode } from '#shared/wire/bounces.ts'
import { listUnseenRefusals } from '#web/db/opt-outs.ts'
import { readReturned } from '#web/db/returned.ts'
import { nameRecipients } from '#web/outbox/results.ts'
import { live } from '#web/state/live.svelte.ts'

/** What a person is to be told of: read at one stroke, so that the screen is drawn with it. */
export class ReturnNews {
	readonly #refusals = live(listUnseenRefusals)
	readonly #returned = live(async () => {
		const { count, logs } = await readReturned()
		return { count, logs: await nameRecipients(logs) }
	})
	readonly #mailboxes = live(listBounceMailboxes)

	/** Whether all of it has been read. */
	get known(): boolean {
		return [this.#refusals.current, this.#returned.current, this.#mailboxes.current].every((read) => read !== undefined)
	}
	/** Who wants no more news. */
	get refusals() {
		return this.#refusals.current ?? []
	}
	/** Whose messages came back. */
	get returned() {
		return this.#returned.current ?? { count: 0, logs: [] }
	}
	/** How reading the mailbox of an account went, `undefined` where none is read. */
	readingOf(accountId: string | undefined): MailboxReading | undefined {
		return this.#mailboxes.current?.find((mailbox) => mailbox.accountId === accountId)?.reading
	}
	/** The first mailbox that cannot be read. */
	get unreadable(): { accountId: string; code: ImapFailureCode } | undefined {
		for (const { accountId, reading } of this.#mailboxes.current ?? []) {
			if (reading.fault) return { accountId, code: reading.fault.code }
		}
		return undefined
	}
}
