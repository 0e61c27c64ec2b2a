import * as v from 'valibot'
import { MailingEvent, type ResultEvent } from './event.ts'
import { FailureCode, FailureScope } from './failure.ts'
import { isInstant, isWireId } from './fields.ts'

/**
 * Reads what the lines of a mailing's stream hold, in order.
 *
 * A relay of a later version may tell more: events of a type unknown here are left out, and in place of an unknown code
 * stands the nearest one known, or none. Throws `ValiError` on what is no event, or a broken one.
 */
export function readEvents(values: readonly unknown[]): MailingEvent[] {
	const events: MailingEvent[] = []
	for (const value of values) {
		const event = isPlainSuccess(value) ? value : readEvent(value)
		if (event) events.push(event)
	}
	return events
}

const TYPES: ReadonlySet<string> = new Set(MailingEvent.options.map(({ entries }) => entries.type.literal))

function readEvent(value: unknown): MailingEvent | undefined {
	const parsed = v.safeParse(MailingEvent, value)
	if (parsed.success) return parsed.output
	const event = v.parse(v.looseObject({ type: v.string() }), value)
	return TYPES.has(event.type) ? v.parse(MailingEvent, withKnownCode(event)) : undefined
}

const NEAREST: Record<FailureScope, FailureCode> = {
	recipient: 'address-refused',
	message: 'message-refused',
	account: 'sender-refused',
	connection: 'connection-lost'
}

function withKnownCode(event: Record<string, unknown>): Record<string, unknown> {
	const { code, scope } = event
	if (typeof code !== 'string' || v.is(FailureCode, code)) return event
	return { ...event, code: v.is(FailureScope, scope) ? NEAREST[scope] : undefined }
}

/**
 * Recognizes what nearly every line is, a message that was sent. Says no more than the schema does, at a fifth of its
 * cost: a hundred thousand results come at once after an accident.
 */
function isPlainSuccess(value: unknown): value is ResultEvent {
	if (typeof value !== 'object' || value === null) return false
	const event = value as Partial<Record<keyof ResultEvent, unknown>>
	return (
		event.type === 'result' &&
		event.outcome === 'sent' &&
		typeof event.seq === 'number' &&
		typeof event.attempt === 'number' &&
		typeof event.tries === 'number' &&
		typeof event.messageId === 'string' &&
		(event.replayed === undefined || typeof event.replayed === 'boolean') &&
		event.code === undefined &&
		event.scope === undefined &&
		event.reply === undefined &&
		typeof event.recipientId === 'string' &&
		isWireId(event.recipientId) &&
		typeof event.at === 'string' &&
		isInstant(event.at)
	)
}
