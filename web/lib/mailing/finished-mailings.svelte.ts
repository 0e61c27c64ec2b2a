import type { MailingId } from '#shared/mailing.ts'
import { findMailing } from '#web/db/mailings.ts'
import { outbox } from '#web/outbox/outbox.svelte.ts'

/** The mailings that came to their end while the app was open, for whoever shows results. */
class FinishedMailings {
	/** The last one whose results nobody has looked at. */
	unseen = $state<MailingId>()
	#open: ReadonlySet<MailingId> = new Set()

	/** Looks on, and calls `onfinish` with the subject of each that ends. Call while a component is set up. */
	watch(onfinish: (subject: string) => void): void {
		$effect(() => {
			const { open } = outbox
			if (!open) return
			const ids = new Set(open.map(({ id }) => id))
			for (const id of this.#open) if (!ids.has(id)) void this.#ended(id, onfinish)
			this.#open = ids
		})
	}

	/** Hands over the one that waits to be looked at. */
	take(): MailingId | undefined {
		const id = this.unseen
		this.unseen = undefined
		return id
	}

	async #ended(id: MailingId, onfinish: (subject: string) => void): Promise<void> {
		const mailing = await findMailing(id)
		// One that the relay refused is forgotten, or waits again: there is nothing to show but the reason.
		if (mailing?.progress !== 'done' && mailing?.progress !== 'cancelled') return
		this.unseen = id
		onfinish(mailing.subject)
	}
}

export const finishedMailings = new FinishedMailings()
