import type { Day } from '#shared/day.ts'
import { listName, type Member, type MemberId } from '#shared/member.ts'
import { compareTerms, termStateOn, type Position, type PositionId, type PositionTerm } from '#shared/position.ts'
import { foldText, hasWords, listSearchWords } from '#shared/search.ts'
import { listMembersById } from '#web/db/members.ts'
import { listPositions, listTerms } from '#web/db/positions.ts'
import { live } from './live.svelte.ts'

/** A term with the member whose it is; `undefined` when he is gone. */
export type Holding = { term: PositionTerm; member: Member | undefined }

/** A position with who holds it, who will, and who did; the latest first. */
export type PositionEntry = { position: Position } & Record<'current' | 'coming' | 'past', Holding[]>

const collator = new Intl.Collator('fr', { numeric: true })

/** The positions of the club as one person looks at them. */
export class PositionList {
	query = $state('')
	readonly #today: Day
	/** The name of a kind, as the list shows it. */
	readonly #kindName: (position: Position) => string
	readonly #read = live(readAll)
	readonly #entries = $derived.by(() => this.#listEntries())

	/** The positions that the search leaves, by name. */
	readonly shown = $derived.by(() => {
		const words = listSearchWords(this.query)
		return words.length === 0 ? this.#entries : this.#entries.filter((entry) => hasWords(this.#fold(entry), words))
	})

	constructor(today: Day, kindName: (position: Position) => string) {
		this.#today = today
		this.#kindName = kindName
	}

	/** Whether the positions have been read. */
	get loaded(): boolean {
		return this.#read.current !== undefined
	}
	get total(): number {
		return this.#entries.length
	}
	get searching(): boolean {
		return this.query.trim() !== ''
	}

	/** One position, `undefined` when there is none of that id. */
	find(id: PositionId): PositionEntry | undefined {
		return this.#entries.find(({ position }) => position.id === id)
	}

	#listEntries(): PositionEntry[] {
		const { positions, terms, members } = this.#read.current ?? NOTHING
		const holdings = Map.groupBy(
			[...terms].sort(compareTerms).map((term): Holding => ({ term, member: members.get(term.memberId) })),
			({ term }) => term.positionId
		)
		return [...positions]
			.sort((a, b) => collator.compare(a.name, b.name))
			.map((position) => ({ position, ...this.#byState(holdings.get(position.id) ?? []) }))
	}

	#byState(holdings: Holding[]): Omit<PositionEntry, 'position'> {
		const {
			current = [],
			coming = [],
			past = []
		} = Object.groupBy(holdings, ({ term }) => termStateOn(term, this.#today))
		return { current, coming, past }
	}

	#fold({ position, current, coming }: PositionEntry): string {
		const names = [...current, ...coming].map(({ member }) => member && listName(member))
		return foldText([position.name, position.description, this.#kindName(position), ...names].join('\n'))
	}
}

type Rows = { positions: Position[]; terms: PositionTerm[]; members: Map<MemberId, Member> }
const NOTHING: Rows = { positions: [], terms: [], members: new Map() }

async function readAll(): Promise<Rows> {
	const [positions, terms] = await Promise.all([listPositions(), listTerms()])
	const holders = await listMembersById([...new Set(terms.map(({ memberId }) => memberId))])
	return { positions, terms, members: new Map(holders.map((member) => [member.id, member])) }
}
