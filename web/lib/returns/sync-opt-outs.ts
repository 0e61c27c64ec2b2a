import { optOutDigest } from '#shared/crypto/opt-out-digest.ts'
import type { Day } from '#shared/day.ts'
import type { Mailing, MailingId, MailingLog } from '#shared/mailing.ts'
import type { MemberId } from '#shared/member.ts'
import { ok, type Result } from '#shared/result.ts'
import type { OptOut } from '#shared/wire/opt-outs.ts'
import type { StorageFault } from '#web/db/database.ts'
import { dayHere } from '#web/db/day-here.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { keepOptOutState, listLeavableMailings, readersOf, readOptOutState, refuseNews } from '#web/db/opt-outs.ts'
import type { RelayFailure } from '#web/relay.ts'
import { listOptOuts } from '#web/relay/opt-outs.ts'

/** So long a letter can be left: the relay keeps no word of it longer. */
const KEPT_MS = 400 * 24 * 60 * 60_000
/** Digests made side by side. */
const TOGETHER = 1000

/** What was learnt, and under which journal of the relay how far that was. */
type Learnt = { journalEpoch: string; after: number; optOuts: OptOut[] }

/**
 * Asks the relay who left since it was last asked, and notes it with the members. What left a letter that this device did
 * not send is passed over: the device that did learns of it by itself. Resolves to how many members refuse since.
 */
export async function syncOptOuts(now: number): Promise<Result<number, RelayFailure | StorageFault>> {
	const mailings = await listLeavableMailings(new Date(now - KEPT_MS).toISOString())
	if (mailings.length === 0) return ok(0)
	const state = await readOptOutState()
	const learnt = await askSince(state)
	if (!learnt.ok) return learnt
	const { optOuts, ...position } = learnt.value
	const refused = await refuseNews(await findReaders(mailings, optOuts))
	if (!refused.ok) return refused
	const unseen = [...state.unseen, ...(refused.value ? [refused.value.id] : [])]
	// Written last: after an accident between the two it is learnt again, and noted already.
	const isNew = position.after !== state.after || position.journalEpoch !== state.journalEpoch
	const kept = isNew ? await keepOptOutState({ ...position, unseen }) : ok(undefined)
	return kept.ok ? ok(refused.value?.count ?? 0) : kept
}

async function askSince(state: { journalEpoch: string; after: number }): Promise<Result<Learnt, RelayFailure>> {
	let { journalEpoch, after } = state
	const optOuts: OptOut[] = []
	for (;;) {
		const page = await listOptOuts(after)
		if (!page.ok) return page
		if (page.value.journalEpoch !== journalEpoch) {
			journalEpoch = page.value.journalEpoch
			optOuts.length = 0
			// The places of another journal say nothing about this one.
			if (after !== 0) {
				after = 0
				continue
			}
		}
		for (const optOut of page.value.optOuts) optOuts.push(optOut)
		// One that says "more" and does not go on would be asked for ever.
		const goesOn = page.value.more && page.value.after > after
		after = page.value.after
		if (!goesOn) return ok({ journalEpoch, after, optOuts })
	}
}

/** Whom the letters were for that were left, with the day. Digests are made only until each is known. */
async function findReaders(mailings: readonly Mailing[], optOuts: readonly OptOut[]): Promise<Map<MemberId, Day>> {
	const atByDigest = new Map(optOuts.map(({ digest, at }) => [digest, at]))
	const days = new Map<MemberId, Day>()
	for (const { id } of mailings) {
		if (atByDigest.size === 0) break
		for (const { log, at } of await takeLeft(id, atByDigest)) {
			const day = dayHere(Date.parse(at))
			for (const reader of readersOf(log)) days.set(reader, laterOf(days.get(reader), day))
		}
	}
	return days
}

/** The letters of a mailing that are among those left, which are taken out of them. */
async function takeLeft(id: MailingId, atByDigest: Map<string, string>): Promise<{ log: MailingLog; at: string }[]> {
	const found: { log: MailingLog; at: string }[] = []
	const logs = await listLogs(id)
	for (let from = 0; from < logs.length && atByDigest.size > 0; from += TOGETHER) {
		const some = logs.slice(from, from + TOGETHER)
		const digests = await Promise.all(some.map((log) => optOutDigest(id, log.id)))
		for (const [index, log] of some.entries()) {
			const digest = digests[index] ?? ''
			const at = atByDigest.get(digest)
			if (at !== undefined) found.push({ log, at })
			atByDigest.delete(digest)
		}
	}
	return found
}

const laterOf = (known: Day | undefined, day: Day): Day => (known !== undefined && known > day ? known : day)
