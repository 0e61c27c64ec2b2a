import { createSubscriber } from 'svelte/reactivity'
import { diffRows } from '#shared/change.ts'
import type { ListedMember } from '#shared/listed-member.ts'
import type { Member, MemberId } from '#shared/member.ts'
import type { FoldedNames } from '#shared/member-search/query.ts'
import type { Found } from '#shared/member-search/found.ts'
import { SearchedPeople } from '#shared/member-search/searched-people.ts'
import {
	compareNames,
	comparing,
	sortByName,
	sortMembers,
	updateSorted,
	type MemberOrder
} from '#shared/member-order.ts'
import { database } from '#web/db/database.ts'
import { listListedMembers, listListedOn, onPagesWritten, pageOf } from '#web/db/member-pages.ts'
import { runInSlices } from './in-slices.ts'

/** A member in memory. */
export type RosterEntry = ListedMember

const NOBODY: readonly RosterEntry[] = []
/** From so many changes at once, sorting anew is sooner done than mending. */
const MANY = 2_000
/** By then the list that was asked for is painted. */
const SEARCH_AFTER_MS = 100

/**
 * Everybody, in memory, for all lists of this window: read once, and from then on only what was written, here or elsewhere.
 *
 * Throws, on reading, what the database threw, for the nearest boundary to show.
 */
class Roster {
	#database = ''
	#byName: RosterEntry[] | undefined
	#entriesById = new Map<MemberId, RosterEntry>()
	#entriesByPage = new Map<number, RosterEntry[]>()
	readonly #searched = new SearchedPeople<RosterEntry>()
	/** Stops making ready what a search needs. */
	#preparing = new AbortController()
	/** The last order asked for other than by name. */
	#ordered: { order: MemberOrder; entries: RosterEntry[] } | undefined
	#membersOf: readonly RosterEntry[] = NOBODY
	#members: readonly Member[] = []
	#failure: { reason: unknown } | undefined
	#listens = false
	/** What was asked of the database last: what comes after it is read after it. */
	#reading: Promise<void> = Promise.resolve()
	#changed: () => void = () => undefined

	readonly #subscribe = createSubscriber((changed) => {
		this.#changed = changed
		this.#open()
	})

	/** Everybody by name; `undefined` until they have been read. */
	get entries(): readonly RosterEntry[] | undefined {
		this.#subscribe()
		if (this.#failure) throw this.#failure.reason
		return this.#byName
	}

	/** Everybody by name, without what else lists show of them; the same array until somebody changes. */
	get members(): readonly Member[] {
		const entries = this.entries ?? NOBODY
		if (this.#membersOf !== entries) {
			this.#membersOf = entries
			this.#members = entries.map(({ member }) => member)
		}
		return this.#members
	}

	/** Everybody in an order; the same array until somebody changes. */
	orderedBy(order: MemberOrder): readonly RosterEntry[] {
		const byName = this.entries ?? []
		if (this.#ordered?.order !== order) this.#ordered = { order, entries: sortMembers(byName, order) }
		return this.#ordered.entries
	}

	/** One of them, `undefined` when he is not there, or they have not been read. */
	find(id: MemberId): RosterEntry | undefined {
		return this.entries && this.#entriesById.get(id)
	}

	/** Those among some of them who fit what was typed: see `SearchedPeople`. */
	search(among: readonly RosterEntry[], query: string, names?: FoldedNames): Found<RosterEntry> {
		return this.#searched.search(among, query, names)
	}

	/** Reads everybody before a list asks for them. */
	prepare(): void {
		this.#open()
	}

	/** Begins with the database that is open, unless its members are here already. */
	#open(): void {
		const name = database().name
		if (this.#database === name && !this.#failure) return
		this.#database = name
		this.#forget()
		if (!this.#listens) onPagesWritten((pages) => this.#read(pages))
		this.#listens = true
		this.#read(undefined)
	}

	/** Reads everybody, or those on some pages, once what was asked for before has been read. */
	#read(pages: number[] | undefined): void {
		const name = this.#database
		const isOpen = () => name === this.#database && name === database().name
		this.#reading = this.#reading
			.then(async () => {
				if (!isOpen()) return
				const entries = await (pages === undefined ? listListedMembers() : listListedOn(pages))
				if (!isOpen()) return
				if (pages === undefined) this.#takeAll(entries)
				else this.#takePages(pages, entries)
				this.#changed()
			})
			.catch((reason: unknown) => {
				if (!isOpen()) return
				this.#failure = { reason }
				this.#changed()
			})
	}

	#forget(): void {
		this.#byName = undefined
		this.#failure = undefined
		this.#ordered = undefined
		this.#entriesById.clear()
		this.#entriesByPage.clear()
		this.#searched.clear()
		this.#preparing.abort()
	}

	#takeAll(read: RosterEntry[]): void {
		const known = this.#entriesById
		const entries = known.size === 0 ? read : read.map((entry) => kept(entry, known.get(entry.member.id)))
		this.#byName = sortByName(entries)
		this.#ordered = undefined
		this.#entriesById = new Map(entries.map((entry) => [entry.member.id, entry]))
		this.#entriesByPage = Map.groupBy(entries, ({ member }) => pageOf(member.id))
		this.#searched.clear()
		for (const [page, people] of this.#entriesByPage) this.#searched.put(page, people)
		this.#prepareSearch(this.#byName)
	}

	/** While nobody has typed a letter yet. */
	#prepareSearch(among: readonly RosterEntry[]): void {
		this.#preparing.abort()
		this.#preparing = new AbortController()
		const { signal } = this.#preparing
		setTimeout(() => void runInSlices(this.#searched.prepare(among), signal), SEARCH_AFTER_MS)
	}

	#takePages(pages: number[], read: RosterEntry[]): void {
		const before = pages.flatMap((page) => this.#entriesByPage.get(page) ?? [])
		const after = read.map((entry) => kept(entry, this.#entriesById.get(entry.member.id)))
		const staying = new Set(after)
		const left = new Set(before.filter((entry) => !staying.has(entry)))
		const was = new Set(before)
		const joined = after.filter((entry) => !was.has(entry))
		for (const { member } of left) this.#entriesById.delete(member.id)
		for (const entry of joined) this.#entriesById.set(entry.member.id, entry)
		const afterByPage = Map.groupBy(after, ({ member }) => pageOf(member.id))
		for (const page of pages) {
			const people = afterByPage.get(page) ?? []
			this.#entriesByPage.set(page, people)
			this.#searched.put(page, people)
		}
		this.#replace(left, joined)
	}

	#replace(left: ReadonlySet<RosterEntry>, joined: RosterEntry[]): void {
		const byName = this.#byName ?? []
		if (left.size + joined.length > MANY) {
			this.#byName = sortByName([...byName.filter((entry) => !left.has(entry)), ...joined])
			this.#ordered = undefined
			return
		}
		this.#byName = updateSorted(byName, { left, joined }, compareNames)
		if (!this.#ordered) return
		const { order, entries } = this.#ordered
		this.#ordered = { order, entries: updateSorted(entries, { left, joined }, comparing(order)) }
	}
}

/** The roster of the club that is open in this window. */
export const roster = new Roster()

/** The entry that is there already, when nothing differs: what was made of it still holds. */
function kept(entry: RosterEntry, known: RosterEntry | undefined): RosterEntry {
	if (!known || known.answers !== entry.answers || known.seasonIds !== entry.seasonIds) return entry
	if (JSON.stringify(known.guardians) !== JSON.stringify(entry.guardians)) return entry
	return diffRows(known.member, entry.member) ? entry : known
}
