import { readerIdsOf, type Mailing, type MailingId, type MailingLog } from '#shared/mailing.ts'
import { parseContent } from '#shared/message/content.ts'
import { err, type Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import { resubmitLogs } from '#web/db/mailing-decisions.ts'
import { readGuardians } from '#web/db/households.ts'
import { listLogsByStatus } from '#web/db/mailing-logs.ts'
import { findMailing } from '#web/db/mailings.ts'
import { findMembersById } from '#web/db/members.ts'
import { getRelayInfo, type RelayFailure } from '#web/relay.ts'
import { readMergeFacts } from '#web/merge-values.ts'
import { freezeMessage, messageTo } from './freeze-message.ts'

/** Recipients to send again: all the failed ones, or some uncertain ones, who may then get it twice. */
export type Again = { status: 'failed' } | { status: 'uncertain'; ids: string[] }

/**
 * Opens a mailing again for those recipients; resolves to their number. The relay must answer first: it names the
 * journal that the new attempt is for, so that an accident in the middle of it can still be told from a new beginning.
 */
export async function resubmit(id: MailingId, again: Again): Promise<Result<number, RelayFailure | StorageFault>> {
	const [mailing, info] = [await findMailing(id), await getRelayInfo()]
	if (!info.ok) return info
	if (!mailing) return err({ code: 'unknown-mailing' })
	const { journalEpoch } = info.value
	return resubmitLogs(id, {
		...again,
		journalEpoch,
		// A failed message was surely not accepted; only a journal that knows nothing of it wants a person's word.
		acceptDuplicateRisk: again.status === 'uncertain' || journalEpoch !== mailing.journalEpoch,
		restored: await restoreCleared(mailing, again)
	})
}

/** A log that keeps no addresses was cleared: they are taken from the members, and their guardians, again. */
async function restoreCleared(mailing: Mailing, { status }: Again): Promise<Map<string, Partial<MailingLog>>> {
	const logs = (await listLogsByStatus(mailing.id, status)).filter(({ recipientEmail }) => recipientEmail === '')
	const membersById = await findMembersById(logs.flatMap(readerIdsOf))
	const guardians = [...(await readGuardians([...membersById.keys()])).values()].flat()
	const template = parseContent(mailing)
	const facts = await readMergeFacts([...membersById.values()])
	const restored = new Map<string, Partial<MailingLog>>()
	for (const log of logs) {
		const [member, ...alsoFor] = readerIdsOf(log).flatMap((id) => membersById.get(id) ?? [])
		const guardian = guardians.find(({ id }) => id === log.guardianId)
		if (!member) continue
		const message = { ...messageTo(member), alsoFor, ...(guardian && { guardian, address: guardian.email.trim() }) }
		restored.set(log.id, { ...freezeMessage(message, template, facts), subject: mailing.subject })
	}
	return restored
}
