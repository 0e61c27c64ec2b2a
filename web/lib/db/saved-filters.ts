import { parseMemberFilter, type MemberFilter } from '#shared/member-filter.ts'
import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'

const KEY = 'member_filters'

/** A filter of the members' list under a name of the person's own. */
export type SavedFilter = { name: string; filter: MemberFilter }

/** The saved filters, by name as a French directory has them. What cannot be read counts as none. */
export async function listSavedFilters(): Promise<SavedFilter[]> {
	return parse((await database().settings.get(KEY))?.value)
}

/** Saves a filter under a name; one of that name is replaced. */
export function saveFilter(name: string, filter: MemberFilter): Promise<Result<void, StorageFault>> {
	return change((saved) => [...saved.filter((each) => each.name !== name), { name, filter }])
}

/** Forgets the filter of that name. */
export function removeSavedFilter(name: string): Promise<Result<void, StorageFault>> {
	return change((saved) => saved.filter((each) => each.name !== name))
}

function change(next: (saved: SavedFilter[]) => SavedFilter[]): Promise<Result<void, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.settings, async () => {
			const saved = next(parse((await db.settings.get(KEY))?.value))
			await db.settings.put({ key: KEY, value: JSON.stringify(saved), updatedAt: new Date().toISOString() })
		})
	)
}

function parse(text: string | undefined): SavedFilter[] {
	const saved = parseList(text).flatMap((each): SavedFilter[] => {
		const { name, filter } = (each ?? {}) as { name?: unknown; filter?: unknown }
		const parsed = parseMemberFilter(filter)
		return typeof name === 'string' && parsed ? [{ name, filter: parsed }] : []
	})
	return saved.sort((a, b) => collator.compare(a.name, b.name))
}

function parseList(text = '[]'): unknown[] {
	try {
		const value: unknown = JSON.parse(text)
		return Array.isArray(value) ? value : []
	} catch {
		return [] // Written by something else: a filter is quickly made again.
	}
}

const collator = new Intl.Collator('fr', { numeric: true })
