import type { Mailing, MailingId, MailingLog } from '#shared/mailing.ts'
import { parseContent } from '#shared/message/content.ts'
import { err, type Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import { resubmitLogs } from '#web/db/mailing-decisions.ts'
import { listLogsByStatus } from '#web/db/mailing-logs.ts'
import { findMailing } from '#web/db/mailings.ts'
import { findMembersById } from '#web/db/members.ts'
import { getRelayInfo, type RelayFailure } from '#web/relay.ts'
import { readMergeFacts } from '#web/merge-values.ts'
import { freezeRecipient } from './freeze.ts'

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

/** A log that keeps no addresses was cleared: they are taken from the members again. */
async function restoreCleared(mailing: Mailing, { status }: Again): Promise<Map<string, Partial<MailingLog>>> {
	const logs = (await listLogsByStatus(mailing.id, status)).filter(({ recipientEmail }) => recipientEmail === '')
	const membersById = await findMembersById(logs.map(({ recipientId }) => recipientId))
	const template = parseContent(mailing)
	const facts = await readMergeFacts([...membersById.values()])
	const restored = new Map<string, Partial<MailingLog>>()
	for (const { id, recipientId } of logs) {
		const member = membersById.get(recipientId)
		if (member) restored.set(id, { ...freezeRecipient(member, template, facts), subject: mailing.subject })
	}
	return restored
}
