import { readersOf, type AudienceMessage } from '#shared/audience.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { MailingEvent } from '#shared/wire/event.ts'
import type { AnyFailureCode } from '#web/failures.ts'
import { postMailing, steerMailing, type MailingEvents } from '#web/relay/mailings.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { freezeMailing, type Confirmed } from './freeze.ts'
import { readFiles } from './posting.ts'
import { mailingRequest } from './request.ts'

/** Why a trial did not arrive; `reply` is the server's own words. */
export type TrialFailure = { code: AnyFailureCode; reply?: string | undefined }

const GIVE_UP_AFTER_MS = 60_000

/**
 * Sends what is written to the sender himself, as a message's readers would read it. Nothing of it is kept on this device:
 * the log knows of mailings to members alone. Resolves to the address that it went to.
 */
export async function sendTrial(
	written: Omit<Confirmed, 'members' | 'messages'>,
	message: AudienceMessage
): Promise<Result<string, TrialFailure>> {
	const readers = { members: readersOf(message), messages: [message] }
	const { mailing, logs } = freezeMailing({ ...written, ...readers }, relayStatus.info)
	const { email, name = '' } = mailing.sender
	const [first] = logs.filter(({ copy }) => !copy)
	if (!first) return err({ code: 'internal' })
	const log = { ...first, recipientEmail: email, recipientName: name }
	const abandoning = AbortSignal.timeout(GIVE_UP_AFTER_MS)
	const files = await readFiles(mailing, [log])
	if (!files) return err({ code: 'attachment-missing' })
	const posted = await postMailing(mailingRequest(mailing, [log]), files, abandoning)
	if (!posted.ok) return err({ code: posted.error.code })
	const failure = await followTrial(posted.value)
	// It waits for nobody: a trial that stands still is not sent later, behind the person's back.
	if (failure) await steerMailing(mailing.id, 'cancel')
	return failure ? err(failure) : ok(email)
}

async function followTrial(events: MailingEvents): Promise<TrialFailure | undefined> {
	try {
		for await (const batch of events) {
			const end = batch.find(isEnd)
			if (end) return failureOf(end)
		}
	} catch {
		// Whatever broke it off, nobody knows what became of it, and a further trial does no harm.
	}
	return { code: 'connection-lost' }
}

type End = Extract<MailingEvent, { type: 'result' | 'paused' | 'done' | 'retry' }>

/** A temporary refusal is answer enough: the server was reached, and says when it would take it. */
const isEnd = (event: MailingEvent): event is End => ['result', 'paused', 'done', 'retry'].includes(event.type)

function failureOf(event: End): TrialFailure | undefined {
	if (event.type === 'result' && event.outcome === 'sent') return undefined
	if (event.type === 'done') return event.sent > 0 ? undefined : { code: 'connection-lost' }
	return { code: event.code ?? 'temporarily-refused', reply: event.reply }
}
