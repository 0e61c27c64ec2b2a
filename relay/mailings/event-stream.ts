import type { AcceptedEvent } from '#shared/wire/event.ts'
import type { Clock } from '#relay/clock.ts'
import type { EventLog } from './event-log.ts'

const HEARTBEAT_MS = 15_000
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
	const gone = new AbortController()
	let index = Math.min(after, log.length)

	const next = async (): Promise<string | undefined> => {
		if (index >= log.length && !log.closed) await silence(log, clock, gone.signal)
		if (index >= log.length) return log.closed || gone.signal.aborted ? undefined : HEARTBEAT
		const lines = log.slice(index, MAX_CHUNK_LENGTH)
		if (index === 0) lines[0] = withDetails(lines[0] ?? '', accepted())
		index += lines.length
		return lines.join('')
	}
	return new ReadableStream(
		{
			async pull(controller) {
				const chunk = await next()
				if (chunk !== undefined) controller.enqueue(encoder.encode(chunk))
				else if (!gone.signal.aborted) controller.close()
			},
			cancel: () => gone.abort()
		},
		{ highWaterMark: 0 }
	)
}

/** Waits for an event, but not longer than the heartbeat; then for what else is under way at this very moment. */
async function silence(log: EventLog, clock: Clock, gone: AbortSignal): Promise<void> {
	const heard = new AbortController()
	await Promise.race([log.changed, clock.sleep(HEARTBEAT_MS, AbortSignal.any([heard.signal, gone]))])
	heard.abort()
	await new Promise(setImmediate)
}

function withDetails(line: string, details: Partial<AcceptedEvent>): string {
	return `${JSON.stringify({ ...(JSON.parse(line) as AcceptedEvent), ...details })}\n`
}
