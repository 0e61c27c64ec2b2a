import type { MemberId } from '#shared/member.ts'
import { isExactly, type KnownMember } from './difference.ts'
import type { ImportField } from './field.ts'
import { nameKey, type ReadLine } from './line.ts'

/** What a person decided about one line: that it is left out, or whom it is about. */
export type LineDecision = 'left-out' | 'new' | { memberId: MemberId }

/** Whom a line is about, and by what he was known. */
export type LineMatch =
	| { by: 'exact' | 'email' | 'birth-date' | 'name' | 'choice'; known: KnownMember }
	/** Several members may be meant: the person must say which. */
	| { by: 'several'; candidates: KnownMember[] }
	/** The same person is on an earlier line of the file. */
	| { by: 'earlier-line'; line: number }
	/** `namesakes`: members of whom it has only the name, and who were not to be taken for it. */
	| { by: 'none'; namesakes?: KnownMember[] }

export type MatchRules = {
	mapped: ReadonlySet<ImportField>
	decisions: ReadonlyMap<number, LineDecision>
	/** Takes a line for a member of whom it has only the name, where nothing contradicts it. */
	byNameAlone: boolean
}

/** Finds whom each line is about: each member once, the surest ways first. */
export class LineMatcher {
	readonly #knownByName = new Map<string, KnownMember[]>()
	readonly #knownById = new Map<MemberId, KnownMember>()
	readonly #rules: MatchRules
	/** Members found already, and the line on which they are. */
	readonly #taken = new Map<MemberId, ReadLine>()
	readonly #linesByName = new Map<string, ReadLine[]>()

	constructor(known: Iterable<KnownMember>, rules: MatchRules) {
		this.#rules = rules
		for (const one of known) {
			this.#knownById.set(one.member.id, one)
			addTo(this.#knownByName, nameKey(one.member.lastName, one.member.firstName), one)
		}
	}

	/** Only what is beyond doubt: the person's own choice, or a member of whom the line says nothing new. Comes first. */
	matchSurely(read: ReadLine): LineMatch | undefined {
		const decision = this.#rules.decisions.get(read.index)
		if (typeof decision === 'object') {
			const known = this.#knownById.get(decision.memberId)
			return known && this.#take(read, { by: 'choice', known })
		}
		if (decision !== undefined) return undefined
		const known = this.#free(read).find((one) => isExactly(read, one, this.#rules.mapped))
		return known && this.#take(read, { by: 'exact', known })
	}

	/** Whom a line is about that was not matched surely. Lines come in the order of the file. */
	match(read: ReadLine): LineMatch {
		if (this.#rules.decisions.get(read.index) === 'new') return this.#remember(read, { by: 'none' })
		const compatible = this.#namesakes(read).filter((one) => !contradicts(birthOf(read), one.member.birthDate))
		const ways = [
			['email', compatible.filter(({ member }) => isEqual(emailOf(read), member.email))],
			['birth-date', compatible.filter(({ member }) => isEqual(birthOf(read), member.birthDate))],
			['name', this.#rules.byNameAlone ? compatible : []]
		] as const
		for (const [by, found] of ways) {
			const free = found.filter(({ member }) => !this.#taken.has(member.id))
			if (free.length > 1) return { by: 'several', candidates: free }
			if (free[0]) return this.#take(read, { by, known: free[0] })
			const earlier = found
				.map(({ member }) => this.#taken.get(member.id))
				.find((one) => one && isSamePerson(one, read))
			if (earlier) return { by: 'earlier-line', line: earlier.line }
		}
		const earlier = this.#linesByName.get(read.nameKey)?.find((one) => isSamePerson(one, read))
		if (earlier) return { by: 'earlier-line', line: earlier.line }
		const namesakes = compatible.filter(({ member }) => !this.#taken.has(member.id))
		return this.#remember(read, { by: 'none', ...(namesakes.length > 0 ? { namesakes } : {}) })
	}

	/** Members of the same name, whether found already or not. */
	#namesakes(read: ReadLine): KnownMember[] {
		return this.#knownByName.get(read.nameKey) ?? []
	}

	#free(read: ReadLine): KnownMember[] {
		return this.#namesakes(read).filter(({ member }) => !this.#taken.has(member.id))
	}

	#take(read: ReadLine, match: Extract<LineMatch, { known: KnownMember }>): LineMatch {
		this.#taken.set(match.known.member.id, read)
		return match
	}

	#remember(read: ReadLine, match: LineMatch): LineMatch {
		addTo(this.#linesByName, read.nameKey, read)
		return match
	}
}

const emailOf = ({ given }: ReadLine): string => given.email?.value ?? ''
const birthOf = ({ given }: ReadLine): string => given.birthDate?.value ?? ''

/** Two lines of the same name: one person, unless the birth dates differ, or the addresses and nothing else agrees. */
function isSamePerson(a: ReadLine, b: ReadLine): boolean {
	if (contradicts(birthOf(a), birthOf(b))) return false
	return isEqual(birthOf(a), birthOf(b)) || !contradicts(emailOf(a).toLowerCase(), emailOf(b).toLowerCase())
}

const contradicts = (a: string, b: string): boolean => a !== '' && b !== '' && a !== b
const isEqual = (a: string, b: string): boolean => a !== '' && a.toLowerCase() === b.toLowerCase()

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
	const list = map.get(key)
	if (list) list.push(value)
	else map.set(key, [value])
}
