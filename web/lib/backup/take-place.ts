import type { Result } from '#shared/result.ts'
import { readOwnClub, type ClubEntry } from '#web/db/directory.ts'
import { dropClub, replaceClub, reserveClub, tidyClubs, type KeptClub } from '#web/db/kept-clubs.ts'
import { countClub } from '#web/db/snapshot.ts'
import { turnBy } from '#web/state/open-club.svelte.ts'
import type { JobFault } from './jobs.ts'

const lockOf = (name: string) => `restore:${name}`

/**
 * Fills a new database and, once it is whole, makes it the club's own; the one before is kept. `fill` gets the names of the new
 * one and of the one whose device settings are carried over. Whatever fails, the club is what it was.
 */
export async function takePlace(
	fill: (into: string, from: string) => Promise<Result<void, JobFault>>,
	now: number
): Promise<Result<void, JobFault>> {
	const own = await readOwnClub()
	const next = await reserveClub()
	return navigator.locks.request(lockOf(next.name), async () => {
		try {
			const filled = await fill(next.name, own.name)
			if (!filled.ok) await dropClub(next)
			else await replaceOwn(next, now)
			return filled
		} catch (error) {
			await dropClub(next)
			throw error
		}
	})
}

/** Makes a kept database the club's own again; the one it takes the place of is kept in turn. */
export async function goBackTo(kept: KeptClub, now: number): Promise<void> {
	await replaceOwn(kept, now)
}

/** Takes away what a restore that was cut short has left, and what was kept for long enough. */
export async function tidyUp(now: number): Promise<void> {
	// Without locks (an address without TLS) nothing can be restored either.
	if (!('locks' in navigator)) return
	await tidyClubs(now, async (name) => {
		const { held } = await navigator.locks.query()
		return held?.some((lock) => lock.name === lockOf(name)) ?? false
	})
}

async function replaceOwn(next: ClubEntry, now: number): Promise<void> {
	const own = await readOwnClub()
	const { members = 0 } = await countClub(own.name)
	await turnBy(() => replaceClub(next, { club: own, members, at: now }))
}
