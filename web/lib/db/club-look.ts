import { parseClubLook, type ClubLook } from '#shared/club-look.ts'
import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'

/** The key under which each part of the look is kept. */
const KEYS = {
	name: 'club_name',
	theme: 'club_theme',
	colour: 'club_colour',
	logo: 'club_logo'
} as const satisfies Record<keyof ClubLook, string>

const PARTS = Object.keys(KEYS) as (keyof ClubLook)[]

/** The name, theme, colour and logo of the club that is open; what was never chosen is plain. */
export async function readClubLook(): Promise<ClubLook> {
	const rows = await database().settings.bulkGet(PARTS.map((part) => KEYS[part]))
	return parseClubLook(Object.fromEntries(PARTS.map((part, index) => [part, rows[index]?.value])))
}

/** Keeps the given parts of the look, all or none, durably. What it was before is not kept. */
export async function saveClubLook(look: Partial<ClubLook>): Promise<Result<unknown, StorageFault>> {
	const updatedAt = new Date().toISOString()
	const rows = PARTS.flatMap((part) => {
		const value = look[part]
		return value === undefined ? [] : [{ key: KEYS[part], value, updatedAt }]
	})
	return storing(() => database().settings.bulkPut(rows))
}
