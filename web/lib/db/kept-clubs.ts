import { Dexie } from 'dexie'
import { clubDirectory, readOpenClub, type ClubEntry } from './directory.ts'

/** How long a database that a restore replaced can be had back. */
export const KEPT_FOR_MS = 30 * 24 * 60 * 60_000

/** A database that was replaced, and when, and until when it can be had back. */
export type KeptClub = ClubEntry & Required<Pick<ClubEntry, 'keptUntil' | 'replacedAt' | 'members'>>

/** Writes down that a database of a new name is about to be filled, so that it is found again if that never ends. */
export async function reserveClub(): Promise<ClubEntry> {
	const entry: ClubEntry = { name: `club-${crypto.randomUUID()}`, role: 'own', unfinished: true }
	await clubDirectory().clubs.put(entry)
	return entry
}

/**
 * Makes `next` the club's own database and the one that is opened, and keeps the one it replaces for 30 days: in one
 * transaction, all or nothing. The pages that are open go on with what they have until they are loaded again.
 */
export async function replaceClub(
	{ name }: ClubEntry,
	replaced: { club: ClubEntry; members: number; at: number }
): Promise<void> {
	const { clubs, pointers } = clubDirectory()
	const { club, members, at } = replaced
	await clubDirectory().transaction('rw', clubs, pointers, async () => {
		await clubs.put({ name: club.name, role: club.role, members, replacedAt: at, keptUntil: at + KEPT_FOR_MS })
		await clubs.put({ name, role: 'own' })
		for (const key of ['open', 'own'] as const) await pointers.put({ key, name })
	})
}

/** The databases that were replaced and can be had back at that time, the latest first. */
export async function listKeptClubs(now: number): Promise<KeptClub[]> {
	const kept = (await clubDirectory().clubs.toArray()).filter(isKept)
	return kept.filter(({ keptUntil }) => keptUntil > now).sort((a, b) => b.replacedAt - a.replacedAt)
}

/** Takes a database away, and what the directory knows of it. */
export async function dropClub({ name }: ClubEntry): Promise<void> {
	await Dexie.delete(name)
	await clubDirectory().clubs.delete(name)
}

/**
 * Takes away what a restore that never ended has left, and what was kept long enough. Never the database that is open,
 * nor one that `isBusy` says another window is filling.
 */
export async function tidyClubs(now: number, isBusy: (name: string) => Promise<boolean>): Promise<void> {
	const open = await readOpenClub()
	for (const entry of await clubDirectory().clubs.toArray()) {
		if (entry.name === open.name) continue
		const abandoned = entry.unfinished === true && !(await isBusy(entry.name))
		const expired = isKept(entry) && entry.keptUntil <= now
		if (abandoned || expired) await dropClub(entry)
	}
}

const isKept = (entry: ClubEntry): entry is KeptClub => entry.keptUntil !== undefined
