import type { SandboxMessage } from '#shared/wire/sandbox-message.ts'

const MAX_MESSAGES = 10_000
const MAX_TOTAL_LENGTH = 64 * 1024 * 1024

/** The newest messages, as many as fit into a bounded memory: the oldest make room. */
export class KeptMessages {
	#messages: SandboxMessage[] = []
	#length = 0

	add(message: SandboxMessage): void {
		this.#messages.push(message)
		this.#length += message.raw.length
		while (this.#messages.length > MAX_MESSAGES || (this.#length > MAX_TOTAL_LENGTH && this.#messages.length > 1)) {
			this.#length -= this.#messages.shift()?.raw.length ?? 0
		}
	}

	/** Newest first. */
	list(): SandboxMessage[] {
		return this.#messages.toReversed()
	}

	clear(): void {
		this.#messages = []
		this.#length = 0
	}
}
