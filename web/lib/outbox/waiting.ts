import { isSmtpConfigured, wireSmtp } from '#shared/smtp-settings.ts'
import { writtenIn, type Mailing } from '#shared/mailing.ts'
import { listName } from '#shared/member.ts'
import { ok, type Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { findMembersById } from '#web/db/members.ts'
import { readAccountOf } from '#web/db/smtp-accounts.ts'
import { withdrawMailing } from '#web/db/waiting-mailings.ts'
import { tidyLogs } from './closing.ts'
import { readMergeFacts } from '#web/merge-values.ts'
import { isReachable, type Confirmed } from './freeze.ts'

/** A waiting mailing as it would leave now, and what became different since it was written. */
export type Review = {
	mailing: Mailing
	/** The same text, to the same people as far as they can be written to, at their present addresses, by the present account. */
	confirmed: Confirmed
	/** Whom it cannot reach any more: names, as they were when it was written. */
	lost: { removed: string[]; withoutAddress: string[] }
	/** Who has another address now. */
	moved: { name: string; email: string }[]
	/** It was written for another account. */
	accountChanged: boolean
	configured: boolean
}

/** Checks again, against what the club's data and the settings are now, what was checked when it was written. */
export async function reviewWaiting(mailing: Mailing): Promise<Review> {
	const [logs, settings] = [await listLogs(mailing.id), (await readAccountOf(mailing.accountId)).settings]
	const membersById = await findMembersById(logs.map(({ recipientId }) => recipientId))
	// Two of them may be one by now.
	const found = [...new Map([...membersById.values()].map((member) => [member.id, member])).values()]
	const members = found.filter(isReachable)
	const removed = logs.filter(({ recipientId }) => !membersById.has(recipientId))
	const moved = logs.flatMap(({ recipientId, recipientEmail }) => {
		const member = membersById.get(recipientId)
		const other = member && isReachable(member) && recipientEmail !== '' && member.email.trim() !== recipientEmail
		return other ? [{ name: listName(member), email: member.email.trim() }] : []
	})
	return {
		mailing,
		confirmed: {
			...writtenIn(mailing),
			...{
				signature: mailing.signature,
				letters: mailing.letters,
				unsubscribe: mailing.unsubscribe,
				sendAt: mailing.sendAt
			},
			members,
			settings,
			facts: await readMergeFacts(members)
		},
		lost: {
			removed: removed.map(({ recipientName }) => recipientName),
			withoutAddress: found.filter((member) => !isReachable(member)).map(listName)
		},
		moved,
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

function isSameAccount({ smtp }: Mailing, now: Mailing['smtp']): boolean {
	return (['host', 'port', 'security', 'username'] as const).every((part) => smtp[part] === now[part])
}
