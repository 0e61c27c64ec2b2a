import { findBounceMailbox } from '#web/db/bounce-mailbox.ts'
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
	readonly #mailbox = live(async () => ({ found: await findBounceMailbox() }))

	/** Whether all of it has been read. */
	get known(): boolean {
		return [this.#refusals.current, this.#returned.current, this.#mailbox.current].every((read) => read !== undefined)
	}
	/** Who wants no more news. */
	get refusals() {
		return this.#refusals.current ?? []
	}
	/** Whose messages came back. */
	get returned() {
		return this.#returned.current ?? { count: 0, logs: [] }
	}
	/** How reading the mailbox went, `undefined` where none is read. */
	get reading() {
		return this.#mailbox.current?.found?.reading
	}
}
