import { clubNameKey, type MjcClub } from '#shared/mjc-club.ts'
import { foldText, hasWords, listSearchWords } from '#shared/search.ts'
import { countMembersByClub, listMjcClubs } from '#web/db/mjc-clubs.ts'
import { live } from './live.svelte.ts'

/** A club with the number of its members. */
export type ClubEntry = { club: MjcClub; memberCount: number }

const collator = new Intl.Collator('fr', { numeric: true })

/** Clubs from A to Z, as a French directory has them. */
export const sortClubs = (clubs: readonly MjcClub[]): MjcClub[] =>
	[...clubs].sort((a, b) => collator.compare(a.name, b.name))

/** The clubs of the MJC as one person looks at them. */
export class ClubList {
	query = $state('')
	readonly #clubs = live(listMjcClubs)
	readonly #counts = live(countMembersByClub)
	readonly #sorted = $derived(sortClubs(this.#clubs.current ?? []))
	readonly #keys = $derived(new Set(this.#sorted.map(({ name }) => clubNameKey(name))))

	/** The clubs that the search leaves, from A to Z. */
	readonly shown = $derived.by((): ClubEntry[] => {
		const words = listSearchWords(this.query)
		const found = words.length === 0 ? this.#sorted : this.#sorted.filter(({ name }) => hasWords(foldText(name), words))
		return found.map((club) => ({ club, memberCount: this.#counts.current?.get(club.id) ?? 0 }))
	})

	/** Whether the clubs have been read. */
	get loaded(): boolean {
		return this.#clubs.current !== undefined && this.#counts.current !== undefined
	}
	get total(): number {
		return this.#sorted.length
	}
	get searching(): boolean {
		return this.query.trim() !== ''
	}

	/** Whether there is a club of that key: see `clubNameKey`. */
	isKnown(key: string): boolean {
		return this.#keys.has(key)
	}
}
