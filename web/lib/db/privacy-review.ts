import { retentionLimit } from '#shared/log-retention.ts'
import type { Day } from '#shared/day.ts'
import type { MailingId } from '#shared/mailing.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { splitMembershipId } from '#shared/membership.ts'
import {
	isKeptLongEnough,
	paperEnd,
	parseRetentionYears,
	RETENTION_SUBJECTS,
	type RetentionRules,
	type RetentionSubject
} from '#shared/retention-rules.ts'
import { sportSeasonOf } from '#shared/sport-paper.ts'
import type { Result } from '#shared/result.ts'
import { database, type StorageFault } from './database.ts'
import { dayHere } from './day-here.ts'
import { listErasedIds } from './erasure.ts'
import { listDeletedMembers, type DeletedMember } from './history.ts'
import { listAnonymisable, readLogRetention } from './mailing-retention.ts'
import { findSetting, saveSetting } from './settings.ts'

const keyOf = (subject: RetentionSubject) => `privacy_${subject}_years`

/** For how long what is kept, as the club chose it. */
export async function readRetentionRules(): Promise<RetentionRules> {
	const years = RETENTION_SUBJECTS.map(async (subject) => {
		return [subject, parseRetentionYears(await findSetting(keyOf(subject)), subject)] as const
	})
	return Object.fromEntries(await Promise.all(years)) as RetentionRules
}

/** Chooses that. */
export const saveRetentionYears = (subject: RetentionSubject, years: number): Promise<Result<unknown, StorageFault>> =>
	saveSetting(keyOf(subject), String(years))

/** A member whose last season is over. */
export type GoneMember = { member: Member; endedOn: Day }

/** What has been kept for as long as the club chose: for a person to look at, nothing is done by itself. */
export type PrivacyReview = {
	gone: readonly GoneMember[]
	trash: readonly DeletedMember[]
	/** Members whose sport paper counts no more. */
	papers: readonly Member[]
	/** Mailings that still say who got what. */
	mailings: readonly MailingId[]
	/** Payments of people who were erased: how many, and of what years. */
	accounts: { count: number; years: readonly string[] }
}

/** What is to be reviewed by the rules of the club on this day. */
export async function readPrivacyReview(): Promise<PrivacyReview> {
	const today = dayHere()
	const [rules, members, ends] = [await readRetentionRules(), await database().members.toArray(), await readEnds()]
	const limit = retentionLimit(await readLogRetention(), Date.now())
	const gone = members.flatMap((member): GoneMember[] => {
		const endedOn = ends.get(member.id)
		return endedOn && isKeptLongEnough(endedOn, rules.gone, today) ? [{ member, endedOn }] : []
	})
	const isOld = ({ at }: DeletedMember) => isKeptLongEnough(dayHere(at), rules.trash, today)
	return {
		gone: gone.sort((a, b) => (a.endedOn < b.endedOn ? -1 : 1)),
		trash: (await listDeletedMembers()).filter(isOld),
		papers: members.filter((member) => {
			const hasPaper = (member.sportPaper ?? '') !== ''
			return hasPaper && isKeptLongEnough(paperEnd(sportSeasonOf(member)), rules.papers, today)
		}),
		mailings: limit === undefined ? [] : await listAnonymisable(limit),
		accounts: await readKeptAccounts()
	}
}

/** The last day of the last season of everybody who was ever in one. Who never was has no end to count from. */
async function readEnds(): Promise<Map<MemberId, Day>> {
	const db = database()
	const endsById = new Map((await db.seasons.toArray()).map(({ id, endsOn }) => [id, endsOn]))
	const ends = new Map<MemberId, Day>()
	for (const key of await db.memberships.toCollection().primaryKeys()) {
		const { seasonId, memberId } = splitMembershipId(key)
		const [end, known] = [endsById.get(seasonId), ends.get(memberId)]
		if (end && (!known || known < end)) ends.set(memberId, end)
	}
	return ends
}

async function readKeptAccounts(): Promise<PrivacyReview['accounts']> {
	const erased = await listErasedIds()
	if (erased.size === 0) return { count: 0, years: [] }
	const isOfErased = ({ membershipIds }: { membershipIds: Parameters<typeof splitMembershipId>[0][] }) =>
		membershipIds.some((id) => erased.has(splitMembershipId(id).memberId))
	const kept = await database().payments.filter(isOfErased).toArray()
	const years = kept.map(({ paidOn }) => paidOn.slice(0, 4)).filter((year) => year !== '')
	return { count: kept.length, years: [...new Set(years)].sort() }
}
