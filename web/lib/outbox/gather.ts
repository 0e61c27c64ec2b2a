/** Beyond this the source waits: what is not stored yet must not pile up in memory. */
const MAX_WAITING = 5_000

/**
 * Reads ahead while its consumer is busy, and hands over together what has come in the meantime: storing many
 * results in one transaction costs little more than storing one. Order is kept; what the source throws comes last.
 */
export async function* gather<T>(source: AsyncIterable<T[]>): AsyncGenerator<T[]> {
	const inbox = new Inbox<T>()
	void inbox.fill(source)
	for (let batch = await inbox.take(); batch.length > 0; batch = await inbox.take()) yield batch
	if (inbox.failure) throw inbox.failure.reason
}

class Inbox<T> {
	failure: { reason: unknown } | undefined
	#waiting: T[] = []
	#ended = false
	#arrived = () => {}
	#taken = () => {}

	async fill(source: AsyncIterable<T[]>): Promise<void> {
		try {
			for await (const chunk of source) {
				for (const item of chunk) this.#waiting.push(item)
				this.#arrived()
				if (this.#waiting.length >= MAX_WAITING) await new Promise<void>((resolve) => (this.#taken = resolve))
			}
		} catch (reason) {
			this.failure = { reason }
		}
		this.#ended = true
		this.#arrived()
	}

	/** All that is waiting, at least one item; nothing when the source has ended. */
	async take(): Promise<T[]> {
		while (this.#waiting.length === 0 && !this.#ended) {
			await new Promise<void>((resolve) => (this.#arrived = resolve))
		}
		const batch = this.#waiting
		this.#waiting = []
		this.#taken()
		return batch
	}
}
