import { SvelteMap } from 'svelte/reactivity'
import type { MailingId } from '#shared/mailing.ts'
import type { DeliveryStatus } from './delivery-status.ts'

type Notice = { statuses: [MailingId, DeliveryStatus][] } | { ask: true } | { wake: MailingId }

/** What each mailing under way is doing, the same in every window: the one that sends writes it, the others read. */
export class StatusBoard {
	readonly #statuses = new SvelteMap<MailingId, DeliveryStatus>()
	readonly #channel: BroadcastChannel
	/** Called when a person, in another window, wants a mailing tried again now. */
	onwake: (id: MailingId) => void = () => {}
	/** Whether this window is the one that sends. */
	writing = false
	#closed = false

	constructor(name: string) {
		this.#channel = new BroadcastChannel(name)
		this.#channel.addEventListener('message', ({ data }: MessageEvent<Notice>) => this.#hear(data))
		this.#say({ ask: true })
	}

	find(id: MailingId): DeliveryStatus | undefined {
		return this.#statuses.get(id)
	}

	set(id: MailingId, status: DeliveryStatus): void {
		this.#statuses.set(id, status)
		this.#say({ statuses: [[id, status]] })
	}

	/** Takes note that a person has seen why a mailing was refused. */
	remove(id: MailingId): void {
		this.#statuses.delete(id)
	}

	wake(id: MailingId): void {
		if (this.writing) this.onwake(id)
		else this.#say({ wake: id })
	}

	close(): void {
		this.#closed = true
		this.#channel.close()
	}

	#hear(notice: Notice): void {
		if ('statuses' in notice) for (const [id, status] of notice.statuses) this.#statuses.set(id, status)
		if (!this.writing) return
		if ('wake' in notice) this.onwake(notice.wake)
		if ('ask' in notice) this.#say({ statuses: [...this.#statuses] })
	}

	#say(notice: Notice): void {
		if (!this.#closed) this.#channel.postMessage(notice)
	}
}
