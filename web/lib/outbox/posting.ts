import type { Mailing, MailingLog } from '#shared/mailing.ts'
import { ok, type Result } from '#shared/result.ts'
import { readAttachments } from '#web/db/attachments.ts'
import { attemptsOf, listLogsByStatus, type Attempts } from '#web/db/mailing-logs.ts'
import { updateMailing } from '#web/db/mailings.ts'
import { getRelayInfo } from '#web/relay.ts'
import { postMailing, type MailingEvents } from '#web/relay/mailings.ts'
import type { DeliveryFailure } from './delivery-status.ts'
import { listParts, mailingRequest } from './request.ts'

/** What was given to the relay, and what it tells. */
export type Posted = {
	events: MailingEvents
	/** Nothing of the mailing was ever accepted before. */
	first: boolean
	attempts: Attempts
}

/** The relay did not take it. `certain`: its own answer says so; otherwise nobody knows whether it got the request. */
export type NotPosted = { failure: DeliveryFailure; certain: boolean }

/**
 * Gives the relay a mailing for those who have no result. That it leaves, and for which journal, is on the disk before it
 * does. Resolves to `undefined` when everybody has a result.
 */
export async function postRest(mailing: Mailing, signal: AbortSignal): Promise<Result<Posted | undefined, NotPosted>> {
	const logs = await listLogsByStatus(mailing.id, 'submitted')
	if (logs.length === 0) return ok(undefined)
	const files = await readFiles(mailing, logs)
	if (!files) return notPosted({ code: 'attachment-missing' }, false)
	const epoch = await epochFor(mailing)
	if (!epoch.ok) return notPosted(epoch.error, false)
	const leaving = { posts: (mailing.posts ?? 0) + 1, postedAt: Date.now(), journalEpoch: epoch.value }
	const noted = await updateMailing(mailing.id, leaving)
	if (!noted.ok) return notPosted(noted.error, false)
	const posted = await postMailing(mailingRequest({ ...mailing, ...leaving }, logs), files, signal)
	if (!posted.ok && isUnanswered(posted.error)) return notPosted(posted.error, false)
	const answered = await updateMailing(mailing.id, { postedAt: undefined })
	if (!posted.ok) return notPosted(posted.error, true)
	if (!answered.ok) return notPosted(answered.error, false)
	const first = mailing.run === '' && logs.every(({ attempt }) => attempt === 1)
	return ok({ events: posted.value, first, attempts: attemptsOf(logs) })
}

/** The files that go with it; `undefined` when one is gone from this device. */
export async function readFiles(mailing: Mailing, logs: readonly MailingLog[]): Promise<File[] | undefined> {
	const parts = listParts(mailing, logs)
	const bytesById = await readAttachments(parts.map(({ id }) => id))
	const files = parts.flatMap(({ id, name, type }) => {
		const bytes = bytesById.get(id)
		return bytes ? [new File([bytes as Uint8Array<ArrayBuffer>], name, { type })] : []
	})
	return files.length === parts.length ? files : undefined
}

/** The journal that a mailing is meant for: the one there is when it first leaves, whatever was known when it was written. */
async function epochFor({ posts = 0, journalEpoch }: Mailing): Promise<Result<string, DeliveryFailure>> {
	if (posts > 0) return ok(journalEpoch)
	const info = await getRelayInfo()
	return info.ok ? ok(info.value.journalEpoch) : info
}

const notPosted = (failure: DeliveryFailure, certain: boolean) => ({
	ok: false as const,
	error: { failure, certain }
})

/** No answer of the relay itself came back. */
const isUnanswered = ({ code }: DeliveryFailure): boolean =>
	code === 'relay-unreachable' || code === 'relay-incompatible'
