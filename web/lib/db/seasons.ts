import type { ChangeSet } from '#shared/change.ts'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { carriedOver, EMPTY_MEMBERSHIP, membershipIdOf, membershipPrefix, type Membership } from '#shared/membership.ts'
import { listedNameKey } from '#shared/named.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { currentSeason, type Season, type SeasonDraft, type SeasonId } from '#shared/season.ts'
import { applyChanges, type Write } from './changes.ts'
import { database, type StorageFault } from './database.ts'
import { dayHere } from './day-here.ts'
import { namedRows, type KnownName } from './named-rows.ts'
import { findSetting, saveSetting } from './settings.ts'

/** Money was written down for this season, in so many payments: it is not removed before they are. */
export type SeasonHasMoney = { code: 'season-has-money'; count: number }

const rows = namedRows<SeasonDraft, SeasonId, Season>({
	table: 'seasons',
	actions: { added: 'season-added', updated: 'season-updated', removed: 'season-removed' },
	release: () => Promise.resolve([])
})

/** Every season, in no particular order. */
export const listSeasons = rows.list

/** One season, `undefined` when there is none of that id. */
export function findSeason(id: SeasonId): Promise<Season | undefined> {
	return database().seasons.get(id)
}

/** Adds a season without anybody in it. Fails with `name-known` when there is one of that name. The draft has been checked. */
export const addSeason = (draft: SeasonDraft): Promise<Result<SeasonId, StorageFault | KnownName<SeasonId>>> =>
	rows.add(draft)

/** Changes fields of a season. Fails with `name-known` when another has that name. What is due in it follows its prices. */
export const updateSeason = (
	id: SeasonId,
	patch: Partial<SeasonDraft>
): Promise<Result<ChangeSet | undefined, StorageFault | KnownName<SeasonId>>> => rows.update(id, patch)

/**
 * Takes a season away with the memberships in it; the change set, undone, brings both back. Fails with `season-has-money`
 * when anything was paid for it, also by people who are gone.
 */
export async function removeSeason(
	id: SeasonId
): Promise<Result<ChangeSet | undefined, StorageFault | SeasonHasMoney>> {
	let count = 0
	const removed = await applyChanges({ action: 'season-removed', count: 1 }, async () => {
		const db = database()
		const prefix = membershipPrefix(id)
		count = (await db.payments.where('membershipIds').startsWith(prefix).distinct().primaryKeys()).length
		if (count > 0) return []
		const memberships = await db.memberships.where('id').startsWith(prefix).primaryKeys()
		return [
			{ table: 'seasons', key: id, row: null },
			...memberships.map((key): Write => ({ table: 'memberships', key, row: null }))
		]
	})
	return count > 0 ? err({ code: 'season-has-money', count }) : removed
}

/** A season to be opened, and who is in it from its first day; `from`: the season whose terms they take with them. */
export type SeasonOpening = { draft: SeasonDraft; memberIds: readonly MemberId[]; from?: SeasonId | undefined }

/**
 * Adds a season and carries members over into it, in one change set that is undone as one. Who is gone meanwhile is passed
 * over. Fails with `name-known` when there is a season of that name. The draft has been checked.
 */
export async function openSeason(
	opening: SeasonOpening
): Promise<Result<SeasonId, StorageFault | KnownName<SeasonId>>> {
	const { draft, memberIds } = opening
	const now = Date.now()
	const season: Season = { ...draft, id: crypto.randomUUID() as SeasonId, createdAt: now, updatedAt: now }
	let known: Season | undefined
	const opened = await applyChanges({ action: 'season-opened', count: memberIds.length }, async () => {
		known = (await listSeasons()).find(({ name }) => listedNameKey(name) === listedNameKey(draft.name))
		if (known) return []
		return [{ table: 'seasons', key: season.id, row: season }, ...(await carryingWrites(season, opening))]
	})
	if (known) return err({ code: 'name-known', id: known.id, name: known.name })
	return opened.ok ? ok(season.id) : opened
}

/** The writes that put members into a season, on the terms that they had in another; call in a transaction. */
export async function carryingWrites(
	season: Season,
	{ memberIds, from }: Omit<SeasonOpening, 'draft'>
): Promise<Write[]> {
	const db = database()
	const members = await db.members.bulkGet([...memberIds])
	const before = from === undefined ? [] : await db.memberships.where('id').startsWith(membershipPrefix(from)).toArray()
	const termsByMember = new Map(before.map((membership) => [membership.memberId, membership]))
	const now = Date.now()
	return members.flatMap((member): Write[] => {
		if (!member) return []
		const terms = carriedOver(termsByMember.get(member.id) ?? EMPTY_MEMBERSHIP)
		const otherPriceIds = terms.otherPriceIds.filter((id) => season.otherPrices.some((price) => price.id === id))
		const key = { id: membershipIdOf(season.id, member.id), seasonId: season.id, memberId: member.id }
		const row: Membership = { ...terms, otherPriceIds, ...key, createdAt: now, updatedAt: now }
		return [{ table: 'memberships', key: row.id, row }]
	})
}

/** Belongs to this device, and is in no backup: see `snapshot.ts`. */
const CHOSEN = 'device_season'

/** The season that was chosen on this device, `undefined` when none was. It may be gone. */
export async function findChosenSeason(): Promise<SeasonId | undefined> {
	const id = await findSetting(CHOSEN)
	return id === undefined || id === '' ? undefined : (id as SeasonId)
}

/** Looks at another season on this device from now on; `undefined`: at the one that counts by the calendar. */
export function chooseSeason(id: SeasonId | undefined): Promise<Result<unknown, StorageFault>> {
	return saveSetting(CHOSEN, id ?? '')
}

/** The season in force on this device: the chosen one, else the one that counts today; `undefined` when the club has none. */
export async function findSeasonInForce(): Promise<Season | undefined> {
	const seasons = await listSeasons()
	return seasons.length === 0 ? undefined : seasonInForce(seasons, await findChosenSeason(), dayHere())
}

/** The chosen season if it is there, else the one that counts on a day. */
export function seasonInForce(
	seasons: readonly Season[],
	chosen: SeasonId | undefined,
	today: Day
): Season | undefined {
	return seasons.find(({ id }) => id === chosen) ?? currentSeason(seasons, today)
}
