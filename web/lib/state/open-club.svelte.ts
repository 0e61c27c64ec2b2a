import { database } from '#web/db/database.ts'
import { readOpenClub, turnTo, type ClubEntry } from '#web/db/directory.ts'
import { live } from './live.svelte.ts'
import { forgetPaint } from './paint-cache.ts'

/** This window is on its way already. */
let turning = false

/** Opens another club: this window goes to `href`, and every other loads again where it is. */
export async function turnToClub(club: ClubEntry, href: string): Promise<void> {
	await turnBy(() => turnTo(club))
	location.assign(href)
}

/** Opens another club by `turn`: every other window loads again where it is, this one when the caller says so. */
export async function turnBy(turn: () => Promise<void>): Promise<void> {
	turning = true
	try {
		await turn()
	} catch (error) {
		turning = false
		throw error
	}
	forgetPaint()
}

/** Loads this window again when another one turned to another club. Returns what stops it. */
export function followOpenClub(): () => void {
	const opened = live(readOpenClub)
	return $effect.root(() => {
		$effect(() => {
			if (opened.current && opened.current.name !== database().name && !turning) location.reload()
		})
	})
}
