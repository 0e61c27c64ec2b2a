import { setTimeout as delay } from 'node:timers/promises'
import type { AcceptedEvent } from '#shared/wire/event.ts'
import type { Clock } from '#relay/clock.ts'
import type { EventLog } from './event-log.ts'

const HEARTBEAT_MS = 15_000
/** Between two pieces of a stream that flows: each costs about as much as sending a message. */
const REST_MS = 10
const HEARTBEAT = `${JSON.stringify({ type: 'heartbeat' })}\n`
/** About as much as one write takes along; what is ready beyond it waits until the reader has taken this. */
const MAX_CHUNK_LENGTH = 64 * 1024

/** One reader of a run: where it begins, and what its `accepted` says besides. */
export type Reading = {
	log: EventLog
	/** Events to leave out: the number of the last one that the reader has. */
	after: number
	/** What this reader is told with `accepted`. */
	accepted: () => Partial<AcceptedEvent>
}

/**
 * A run's events from a place on, as NDJSON, until it ends; heartbeats in between. What is ready goes out in one piece.
 * Nothing is prepared before the reader has taken what came before, so a slow or vanished one holds nothing up.
 */
export function streamEvents({ log, after, accepted }: Reading, clock: Clock): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder()
	const silence = new Silence(clock)
	let index = Math.min(after, log.length)
	let gone = false

	const next = async (): Promise<string | undefined> => {
		while (index >= log.length) {
			if (log.closed || gone) return undefined
			if (silence.tooLong) return HEARTBEAT
			await silence.listen(log.changed)
		}
		const lines = log.slice(index, MAX_CHUNK_LENGTH)
		if (index === 0) lines[0] = withDetails(lines[0] ?? '', accepted())
		index += lines.length
		return lines.join('')
	}
	return new ReadableStream(
		{
			async pull(controller) {
				const chunk = await next()
				silence.break()
				if (chunk !== undefined) controller.enqueue(encoder.encode(chunk))
				else if (!gone) controller.close()
				if (log.closed) silence.end()
			},
			cancel() {
				gone = true
				silence.end()
			}
		},
		{ highWaterMark: 0 }
	)
}

/** How long nothing was said to a reader. One timer for all its life: thousands of events a second need none each. */
class Silence {
	#clock: Clock
	#since: number
	/** By the real time: how closely pieces follow each other is no matter of a test's clock. */
	#spokenAt = -Infinity
	#ended = new AbortController()
	#sleeping = false
	#wake: () => void = () => {}

	constructor(clock: Clock) {
		this.#clock = clock
		this.#since = clock.now()
	}

	get tooLong(): boolean {
		return this.#clock.now() - this.#since >= HEARTBEAT_MS
	}

	/** Something is being said. */
	break(): void {
		this.#since = this.#clock.now()
		this.#spokenAt = performance.now()
	}

	/** Nobody listens any more. */
	end(): void {
		this.#ended.abort()
		this.#wake()
	}

	/**
	 * Waits for what else there is, but not much longer than a heartbeat; then for what follows it at once, and, when
	 * something was said just before, for what comes in the next moment.
	 */
	async listen(heard: Promise<void>): Promise<void> {
		if (!this.#sleeping) void this.#sleep()
		await new Promise<void>((resolve) => {
			this.#wake = resolve
			void heard.then(resolve)
		})
		await (performance.now() - this.#spokenAt < REST_MS ? delay(REST_MS) : new Promise(setImmediate))
	}

	async #sleep(): Promise<void> {
		this.#sleeping = true
		await this.#clock.sleep(this.#since + HEARTBEAT_MS - this.#clock.now(), this.#ended.signal)
		this.#sleeping = false
		this.#wake()
	}
}

function withDetails(line: string, details: Partial<AcceptedEvent>): string {
	return `${JSON.stringify({ ...(JSON.parse(line) as AcceptedEvent), ...details })}\n`
}
