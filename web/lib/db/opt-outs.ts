import * as v from 'valibot'
import type { ChangeSet } from '#shared/change.ts'
import { consentOf, type Consent } from '#shared/consent.ts'
import type { Day } from '#shared/day.ts'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import { listName, type MemberId } from '#shared/member.ts'
import { ok, type Result } from '#shared/result.ts'
import { applyChanges, findChangeSet, isTakenBack, type Write } from './changes.ts'
import { database, type StorageFault } from './database.ts'
import { findMembersById } from './members.ts'
import { findSetting, saveSetting } from './settings.ts'

const KEY = 'opt_outs'
const collator = new Intl.Collator('fr', { numeric: true })

/** How far the relay has been asked who left, under which journal of its; and what of it a person has not seen yet. */
const OptOutState = v.object({
	journalEpoch: v.string(),
	after: v.number(),
	/** Ids of change sets. */
	unseen: v.array(v.string())
})
export type OptOutState = v.InferOutput<typeof OptOutState>

const NOTHING_ASKED: OptOutState = { journalEpoch: '', after: 0, unseen: [] }

/** What is known of those who left; before anything was asked, from the beginning. */
export async function readOptOutState(): Promise<OptOutState> {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), OptOutState), await findSetting(KEY))
	return parsed.success ? parsed.output : NOTHING_ASKED
}

/** Keeps some of what is known of those who left. */
export async function keepOptOutState(patch: Partial<OptOutState>): Promise<Result<unknown, StorageFault>> {
	return saveSetting(KEY, JSON.stringify({ ...(await readOptOutState()), ...patch }))
}

/** What was learnt at one time of who left: the action, which may be taken back, and who they are by name. */
export type UnseenRefusal = { set: ChangeSet; people: { id: MemberId; name: string }[] }

/** Who left since a person last looked; what was taken back since is not among them. */
export async function listUnseenRefusals(): Promise<UnseenRefusal[]> {
	const { unseen } = await readOptOutState()
	const found: UnseenRefusal[] = []
	for (const id of unseen) {
		const set = await findChangeSet(id)
		if (!set || (await isTakenBack(id))) continue
		const changes = await database().changes.where('setId').equals(id).toArray()
		const ids = changes.flatMap(({ memberId }) => (memberId === undefined ? [] : [memberId as MemberId]))
		const membersById = await findMembersById(ids)
		const members = [...new Map([...membersById.values()].map((member) => [member.id, member])).values()]
		const people = members.map((member) => ({ id: member.id, name: listName(member) }))
		found.push({ set, people: people.sort((a, b) => collator.compare(a.name, b.name)) })
	}
	return found
}

/** The mailings whose readers can leave, confirmed since, newest first. */
export async function listLeavableMailings(since: string): Promise<Mailing[]> {
	const recent = database().mailings.where('createdAt').aboveOrEqual(since).reverse()
	return (await recent.toArray()).filter(({ unsubscribe }) => unsubscribe !== undefined)
}

/** Whom a message was for, with whoever shares it. */
export const readersOf = ({ recipientId, alsoFor = [] }: Pick<MailingLog, 'recipientId' | 'alsoFor'>): MemberId[] =>
	[recipientId, ...alsoFor].filter((id) => id !== '')

/**
 * Notes that members want no more news, each since a day, as one action: undone, their earlier answers are back.
 * Whoever has refused already, or has answered anew since that day, is left alone, as is who is gone; whoever was merged
 * counts as the one who stayed. Resolves to `undefined` when nothing was to be noted.
 */
export async function refuseNews(
	days: ReadonlyMap<MemberId, Day>
): Promise<Result<ChangeSet | undefined, StorageFault>> {
	const membersById = await findMembersById([...days.keys()])
	const daysPresent = new Map<MemberId, Day>()
	for (const [id, day] of days) {
		const present = membersById.get(id)?.id
		if (present !== undefined) daysPresent.set(present, latest(day, daysPresent.get(present)))
	}
	const { length: count } = await refusals(daysPresent)
	if (count === 0) return ok(undefined)
	return applyChanges({ action: 'news-refused', count }, () => refusals(daysPresent))
}

async function refusals(days: ReadonlyMap<MemberId, Day>): Promise<Write[]> {
	const rows = await database()
		.consents.where('memberId')
		.anyOf([...days.keys()])
		.filter(({ purpose }) => purpose === 'newsletter')
		.toArray()
	const rowsByMember = new Map(rows.map((row) => [row.memberId, row]))
	return [...days].flatMap(([memberId, on]): Write[] => {
		const known = rowsByMember.get(memberId)
		if (known && isToStay(known, on)) return []
		const id = known?.id ?? crypto.randomUUID()
		const row = consentOf({ given: false, on, source: 'email' }, { id, memberId, purpose: 'newsletter' })
		return [{ table: 'consents', key: id, row }]
	})
}

const isToStay = ({ given, on }: Consent, left: Day): boolean => !given || on > left

const latest = (day: Day, other: Day | undefined): Day => (other !== undefined && other > day ? other : day)
