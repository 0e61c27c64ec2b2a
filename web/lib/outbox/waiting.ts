import { isSmtpConfigured, wireSmtp } from '#shared/smtp-settings.ts'
import { listReached, readersOf, type Audience, type AudienceMessage, type ExclusionReason } from '#shared/audience.ts'
import { listChosenIds, readerIdsOf, writtenIn, type Mailing, type MailingLog } from '#shared/mailing.ts'
import { DEFAULT_OPTIONS } from '#shared/mailing-options.ts'
import { listName, type MemberId } from '#shared/member.ts'
import { ok, type Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import { readAudience } from '#web/db/audience.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { findMembersById } from '#web/db/members.ts'
import { readAccountOf } from '#web/db/smtp-accounts.ts'
import { withdrawMailing } from '#web/db/waiting-mailings.ts'
import { tidyLogs } from './closing.ts'
import { readMergeFacts } from '#web/merge-values.ts'
import type { Confirmed } from './freeze.ts'

/** A waiting mailing as it would leave now, and what became different since it was written. */
export type Review = {
	mailing: Mailing
	/** The same text, to the same people as far as they can be written to, at their present addresses, by the present account. */
	confirmed: Confirmed
	/** Whom it does not reach any more: names. `others`: their address was refused, or they take no news any more. */
	lost: { removed: string[]; withoutAddress: string[]; others: string[] }
	/** Who has another address now. */
	moved: { name: string; email: string }[]
	/** It was written for another account. */
	accountChanged: boolean
	configured: boolean
}

/** Checks again, against what the club's data and the settings are now, what was checked when it was written. */
export async function reviewWaiting(mailing: Mailing): Promise<Review> {
	const [logs, settings] = [await listLogs(mailing.id), (await readAccountOf(mailing.accountId)).settings]
	const membersById = await findMembersById(logs.flatMap(readerIdsOf))
	const options = { ...DEFAULT_OPTIONS, ...mailing.options }
	const audience = await readAudience(listChosenIds(mailing, logs), options)
	const members = listReached(audience)
	const removed = logs.filter((log) => !log.copy && !readerIdsOf(log).some((id) => membersById.has(id)))
	return {
		mailing,
		confirmed: {
			...writtenIn(mailing),
			...{ signature: mailing.signature, sendAt: mailing.sendAt, perDay: mailing.perDay },
			letters: audience.letters.map(({ member }) => ({ memberId: member.id, name: listName(member) })),
			messages: audience.messages,
			members,
			settings,
			facts: await readMergeFacts(members)
		},
		lost: {
			removed: removed.map(({ recipientName }) => recipientName),
			withoutAddress: listExcludedNames(audience, ADDRESS_REASONS),
			others: listExcludedNames(audience, OTHER_REASONS)
		},
		moved: listMoved(logs, audience),
		accountChanged: !isSameAccount(mailing, wireSmtp(settings)),
		configured: isSmtpConfigured(settings)
	}
}

/** Takes a waiting mailing back; it is found among those that were stopped. `false` when it waits no more. */
export async function takeBack(mailing: Mailing): Promise<Result<boolean, StorageFault>> {
	const withdrawn = await withdrawMailing(mailing.id)
	if (!withdrawn.ok || !withdrawn.value) return withdrawn
	const tidied = await tidyLogs(mailing)
	return tidied.ok ? ok(true) : tidied
}

const ADDRESS_REASONS: readonly ExclusionReason[] = ['no-address', 'odd-address']
const OTHER_REASONS: readonly ExclusionReason[] = ['refused', 'news-no', 'news-never', 'news-expired']

const listExcludedNames = ({ excluded }: Audience, reasons: readonly ExclusionReason[]): string[] =>
	excluded.filter(({ reason }) => reasons.includes(reason)).map(({ member }) => listName(member))

/** The rows whose message goes elsewhere now, with its address. */
function listMoved(logs: readonly MailingLog[], { messages }: Audience): Review['moved'] {
	const messagesByReader = new Map<MemberId, AudienceMessage[]>()
	for (const message of messages) {
		for (const { id } of readersOf(message)) messagesByReader.set(id, [...(messagesByReader.get(id) ?? []), message])
	}
	return logs.flatMap((log) => {
		const now = readerIdsOf(log).flatMap((id) => messagesByReader.get(id) ?? [])
		if (log.recipientEmail === '' || now.some(({ address }) => address === log.recipientEmail)) return []
		const moved = now.find(({ guardian }) => guardian?.id === log.guardianId) ?? now[0]
		return moved ? [{ name: listName(moved.member), email: moved.address }] : []
	})
}

function isSameAccount({ smtp }: Mailing, now: Mailing['smtp']): boolean {
	return (['host', 'port', 'security', 'username'] as const).every((part) => smtp[part] === now[part])
}
