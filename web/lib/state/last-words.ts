import { database } from '#web/db/database.ts'

/**
 * What was typed right before the page went, and had no time to reach the database: a page that is left waits for no
 * transaction, so it goes where a write is done at once. The next start takes it from there.
 */
export function leaveLastWords(id: string, content: unknown): void {
	try {
		localStorage.setItem(keyOf(id), JSON.stringify({ at: Date.now(), content }))
	} catch {
		// Storage is full or blocked: what was stored before is all there is.
	}
}

/** Forgets what was left under that name: it is stored, or given up. */
export function forgetLastWords(id: string): void {
	try {
		localStorage.removeItem(keyOf(id))
	} catch {
		// Storage is blocked: nothing was left.
	}
}

/** What was left of a form or draft; `at` in ms since the epoch. */
type LastWords = { id: string; at: number; content: unknown }

/** What was left in this club under names that begin so. */
export function listLastWords(prefix: string): LastWords[] {
	try {
		const begin = keyOf(prefix)
		return Object.entries(localStorage as Record<string, string>)
			.filter(([key]) => key.startsWith(begin))
			.map(([key, text]) => ({ ...(JSON.parse(text) as LastWords), id: prefix + key.slice(begin.length) }))
	} catch {
		return []
	}
}

const keyOf = (id: string) => `last-words:${database().name}:${id}`
