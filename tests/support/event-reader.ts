import * as v from 'valibot'
import { MailingEvent } from '#shared/wire/event.ts'

/** Reads the stream of a mailing event by event, each checked against the wire's schema. */
export class EventReader {
	/** Everything read so far. */
	readonly seen: MailingEvent[] = []
	#lines: AsyncGenerator<string, undefined>

	constructor(response: Response) {
		if (response.status !== 200 || !response.body) throw new Error(`no stream but status ${response.status}`)
		this.#lines = linesOf(response.body)
	}

	/** The next event; `undefined` at the end. */
	async next(): Promise<MailingEvent | undefined> {
		const line = await this.#lines.next()
		if (line.done) return undefined
		const event = v.parse(MailingEvent, JSON.parse(line.value))
		this.seen.push(event)
		return event
	}

	/** Reads up to the first event of a type, and gives it. */
	async until<T extends MailingEvent['type']>(type: T): Promise<Extract<MailingEvent, { type: T }>> {
		for (let event = await this.next(); event; event = await this.next()) {
			if (event.type === type) return event as Extract<MailingEvent, { type: T }>
		}
		throw new Error(`the stream ended without ${type}: ${JSON.stringify(this.seen)}`)
	}

	/** Reads to the end, and gives everything. */
	async all(): Promise<MailingEvent[]> {
		while (await this.next());
		return this.seen
	}

	/** Goes away in mid-stream. */
	async leave(): Promise<void> {
		await this.#lines.return(undefined)
	}
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, undefined> {
	const decoder = new TextDecoder()
	let rest = ''
	for await (const chunk of body) {
		const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
		rest = lines.pop() ?? ''
		yield* lines
	}
	if (rest !== '') throw new Error('the stream ended in mid-line')
	return undefined
}
