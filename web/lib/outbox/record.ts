import type { MailingId, MailingLog } from '#shared/mailing.ts'
import { listName, type MemberId } from '#shared/member.ts'
import { findGuardianNames } from '#web/db/guardian-names.ts'
import { findMembersById } from '#web/db/members.ts'
import { findResults, type MailingResults } from './results.ts'

/** One recipient of a mailing: its row, and the names of whom it says only the ids. */
export type RecordRow = {
	log: MailingLog
	/** Who else of the household the message is for; whoever was removed has no name. */
	alsoFor: string[]
	/** The guardian it went to, empty when it went to the member himself. */
	guardian: string
}

/** Everything known of a mailing, read in bulk: its rows by name, the sender's own copy last. `undefined` when it is forgotten. */
export async function readRecord(
	id: MailingId
): Promise<(Pick<MailingResults, 'mailing'> & { rows: RecordRow[] }) | undefined> {
	const results = await findResults(id)
	if (!results) return undefined
	const { mailing, copy } = results
	const logs = [...results.logs, ...(copy ? [copy] : [])]
	const housemates = await findMembersById(unique(logs.flatMap(({ alsoFor = [] }) => alsoFor)))
	const guardians = await findGuardianNames(unique(logs.flatMap(({ guardianId }) => guardianId ?? [])))
	const nameOf = (memberId: MemberId) => {
		const member = housemates.get(memberId)
		return member ? listName(member) : ''
	}
	const rows = logs.map((log) => ({
		log,
		alsoFor: (log.alsoFor ?? []).map(nameOf),
		guardian: guardians.get(log.guardianId ?? '') ?? ''
	}))
	return { mailing, rows }
}

const unique = <T>(ids: readonly T[]): T[] => [...new Set(ids)]
