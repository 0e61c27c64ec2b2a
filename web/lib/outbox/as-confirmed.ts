import type { Mailing, MailingLog } from '#shared/mailing.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { freezeMailing } from './freeze.ts'
import type { Review } from './waiting.ts'

/**
 * Tells whether what would leave now is what a person said yes to: the same people at the same addresses, by the same
 * account, and no value gone empty. Values that are others now are no difference: the text asks for them as they are.
 */
export async function isAsConfirmed(review: Review): Promise<boolean> {
	const { mailing, confirmed, lost, moved, accountChanged, configured } = review
	if (accountChanged || !configured) return false
	if (lost.removed.length + lost.withoutAddress.length + moved.length > 0) return false
	const [stored, frozen] = [await listLogs(mailing.id), freezeMailing(confirmed, undefined).logs]
	if (!isSameList(lettersOf(mailing), lettersOf(confirmed))) return false
	return isSameList(stored.map(readersOf), frozen.map(readersOf)) && !hasNewGap(stored, frozen)
}

const lettersOf = ({ letters = [] }: Pick<Mailing, 'letters'>): string[] => letters.map(({ memberId }) => memberId)

/** For whom a message is, and where it goes. */
const readersOf = ({ recipientId, alsoFor = [], guardianId = '', recipientEmail }: MailingLog): string =>
	JSON.stringify([recipientId, alsoFor.toSorted(), guardianId, recipientEmail])

function isSameList(a: readonly string[], b: readonly string[]): boolean {
	const others = b.toSorted()
	return a.length === b.length && a.toSorted().every((one, index) => one === others[index])
}

function hasNewGap(stored: readonly MailingLog[], frozen: readonly MailingLog[]): boolean {
	const now = new Map(frozen.map((log) => [readersOf(log), log.fields]))
	return stored.some((log) => {
		const fields = now.get(readersOf(log)) ?? {}
		return Object.entries(log.fields).some(([name, value]) => value !== '' && (fields[name] ?? '') === '')
	})
}
