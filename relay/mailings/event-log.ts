import type { MailingEvent } from '#shared/wire/event.ts'

type Unnumbered<E> = E extends { seq: number } ? Omit<E, 'seq'> : never
/** An event before it has its place. */
export type NewEvent = Unnumbered<MailingEvent>

/**
 * The events of one run, numbered 1, 2, 3 …, as the lines they are on the wire. Readers come and go and keep their own
 * place, so a slow one costs nothing.
 */
export class EventLog {
	#lines: string[] = []
	#closed = false
	#changed = Promise.withResolvers<void>()

	/** How many there are; also the number of the last one. */
	get length(): number {
		return this.#lines.length
	}

	/** True when no more will come. */
	get closed(): boolean {
		return this.#closed
	}

	/** Resolves when something was added, or the log was closed, after the call. */
	get changed(): Promise<void> {
		return this.#changed.promise
	}

	append({ type, ...rest }: NewEvent): void {
		this.#lines.push(`${JSON.stringify({ type, seq: this.#lines.length + 1, ...rest })}\n`)
		this.#wake()
	}

	close(): void {
		this.#closed = true
		this.#wake()
	}

	/** Lines from an index on, as many as fit into about so many characters, one at least where there is one. */
	slice(from: number, maxLength: number): string[] {
		let to = from
		for (let length = 0; to < this.#lines.length && length < maxLength; to += 1) length += this.#lines[to]?.length ?? 0
		return this.#lines.slice(from, to)
	}

	#wake(): void {
		this.#changed.resolve()
		this.#changed = Promise.withResolvers()
	}
}
