import { resolve } from '$app/paths'
import { isExampleOpen } from '#web/db/database.ts'
import { findFirstMailing } from '#web/db/mailings.ts'
import { m } from '#web/paraglide/messages.js'
import { toasts } from '#web/ui/toasts.svelte.ts'

/** It is about what nobody waits for: the screen that was asked for goes first. */
const TIDY_AFTER_MS = 10_000

/**
 * Begins what goes on beside every screen once the one that was asked for has what it needs; `path` is that of the screen
 * that is open. Fetched then: starting is lighter without it. Returns what stops it.
 */
export function goOnAfterStart(path: string): () => void {
	let stopped = false
	let stopReturns = () => {}

	/** Nothing can come back before something was sent. */
	async function askForReturns() {
		if (isExampleOpen() || !(await findFirstMailing())) return
		const { returns } = await import('#web/returns/returns.svelte.ts')
		if (!stopped) stopReturns = returns.start()
	}

	void prepareLists(path)
	void askForReturns()
	const tidying = setTimeout(() => {
		void tidyClubs()
		void forgetOld()
	}, TIDY_AFTER_MS)
	return () => {
		stopped = true
		clearTimeout(tidying)
		stopReturns()
	}
}

/** Reads everybody while nothing else is to be done: whoever goes to a list finds it there. */
async function prepareLists(path: string) {
	// The first screen is that of a club with nobody in it.
	if (path !== resolve('/')) (await import('#web/state/roster.svelte.ts')).roster.prepare()
}

/** What a restore has left: databases that are not open. */
async function tidyClubs() {
	try {
		const { tidyUp } = await import('#web/backup/take-place.ts')
		await tidyUp(Date.now())
	} catch (error) {
		console.error('What a restore has left could not be taken away', error)
	}
}

/** What the log of mailings was to keep for a while only. */
async function forgetOld() {
	const { anonymiseOld } = await import('#web/outbox/retention.ts')
	const done = await anonymiseOld(Date.now())
	if (done.ok && done.value > 0) toasts.add(m.retention_done_by_itself({ count: done.value }), { durationMs: 30_000 })
}
