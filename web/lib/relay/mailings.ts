import { parseNdjson } from '#shared/ndjson.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { MailingEvent } from '#shared/wire/event.ts'
import { readEvents } from '#shared/wire/event-lines.ts'
import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import { MailingSummary } from '#shared/wire/summary.ts'
import { within } from '#web/deadline.ts'
import { ANSWER_WITHIN_MS, json, requestSoon, send, useAccount, type RelayFailure } from '#web/relay.ts'

/** The events of a mailing, as many together as arrived together. Throws when the stream breaks off. */
export type MailingEvents = AsyncGenerator<MailingEvent[]>

/** A mailing is checked whole before it is answered; its content goes up at least this fast, in octets a millisecond. */
const TAKEN_WITHIN_MS = 90_000
const SLOWEST_UPLOAD = 20

/** Gives a mailing to the relay, or attaches to it when it runs already; posting again is always harmless. */
export function postMailing(
	mailing: MailingRequestInput,
	files: readonly File[],
	signal?: AbortSignal
): Promise<Result<MailingEvents, RelayFailure>> {
	const init = files.length === 0 ? json(mailing) : { method: 'POST', body: inParts(mailing, files) }
	const octets = files.reduce((sum, { size }) => sum + size, JSON.stringify(mailing).length)
	const withinMs = TAKEN_WITHIN_MS + octets / SLOWEST_UPLOAD
	return useAccount(mailing.smtp, () => stream('/mailings', { ...init, signal }, withinMs))
}

/** The mailing, then its files in the order in which it speaks of them. */
function inParts(mailing: MailingRequestInput, files: readonly File[]): FormData {
	const form = new FormData()
	form.append('mailing', new Blob([JSON.stringify(mailing)], { type: 'application/json' }))
	for (const file of files) form.append('attachment', file)
	return form
}

/** Follows a mailing from after event `after` of `run`, from the start when the relay's run is another. */
export function followMailing(
	id: string,
	{ run, after }: { run: string; after: number },
	signal?: AbortSignal
): Promise<Result<MailingEvents, RelayFailure>> {
	const path = `/mailings/${id}/events?${new URLSearchParams({ run, after: String(after) })}`
	return stream(path, { signal }, ANSWER_WITHIN_MS)
}

/** Where a mailing stands at the relay; `unknown-mailing` when it holds nothing of it. */
export function getMailing(id: string): Promise<Result<MailingSummary, RelayFailure>> {
	return requestSoon(MailingSummary, `/mailings/${id}`)
}

/** Pauses, resumes or cancels a mailing; the message in flight is finished. */
export function steerMailing(
	id: string,
	command: 'pause' | 'resume' | 'cancel'
): Promise<Result<MailingSummary, RelayFailure>> {
	return requestSoon(MailingSummary, `/mailings/${id}/${command}`, { method: 'POST' })
}

async function stream(path: string, init: RequestInit, withinMs: number): Promise<Result<MailingEvents, RelayFailure>> {
	const response = await within(withinMs, init.signal, ({ signal }) => send(path, { ...init, signal }))
	if (!response.ok) return response
	const { body } = response.value
	return body ? ok(parseEvents(body)) : err({ code: 'relay-incompatible' })
}

async function* parseEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): MailingEvents {
	for await (const values of parseNdjson(textOf(body))) yield readEvents(values)
}

/** Safari's streams cannot be iterated yet. */
async function* textOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
	const decoder = new TextDecoder()
	const reader = body.getReader()
	try {
		for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
			yield decoder.decode(chunk.value, { stream: true })
		}
	} finally {
		await reader.cancel().catch(() => undefined) // The stream broke already: that is told to the reader.
	}
}
