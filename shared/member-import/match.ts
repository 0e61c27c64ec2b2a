import { textOf, type MemberId } from '#shared/member.ts'
import { foldText } from '#shared/search.ts'
import { isExactly, type KnownMember } from './difference.ts'
import type { ImportField } from './field.ts'
import { nameKey, type ReadLine } from './line.ts'

const NUMBERS = ['memberNumber', 'licenceNumber'] as const

/** What a person decided about one line: that it is left out, or whom it is about. */
export type LineDecision = 'left-out' | 'new' | { memberId: MemberId }

/** Why it is not certain whom a line is about; equal to the catalogue's key. */
export type MatchDoubt = 'import-several' | 'import-number-other-name' | 'import-email-other-name'

/** Whom a line is about, and by what he was known. */
export type LineMatch =
	| { by: 'exact' | 'number' | 'email' | 'birth-date' | 'name' | 'choice'; known: KnownMember }
	/** One or several members may be meant: the person must say who. */
	| { by: 'doubt'; why: MatchDoubt; candidates: KnownMember[] }
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
	readonly #knownByNumber = new Map<string, KnownMember[]>()
	readonly #knownByEmail = new Map<string, KnownMember[]>()
	readonly #rules: MatchRules
	/** Members found already, and the line on which they are. */
	readonly #taken = new Map<MemberId, ReadLine>()
	readonly #linesByName = new Map<string, ReadLine[]>()

	constructor(known: Iterable<KnownMember>, rules: MatchRules) {
		this.#rules = rules
		for (const one of known) {
			this.#knownById.set(one.member.id, one)
			addTo(this.#knownByName, nameKey(one.member.lastName, one.member.firstName), one)
			for (const number of numbersOf((field) => textOf(one.member, field))) addTo(this.#knownByNumber, number, one)
			if (one.member.email !== '') addTo(this.#knownByEmail, one.member.email.toLowerCase(), one)
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
		const numbered = this.#matchByNumber(read)
		if (numbered) return numbered
		const compatible = this.#namesakes(read).filter((one) => !contradicts(birthOf(read), one.member.birthDate))
		const ways = [
			['email', compatible.filter(({ member }) => isEqual(emailOf(read), member.email))],
			['birth-date', compatible.filter(({ member }) => isEqual(birthOf(read), member.birthDate))],
			['name', this.#rules.byNameAlone ? compatible : []]
		] as const
		for (const [by, found] of ways) {
			const free = found.filter(({ member }) => !this.#taken.has(member.id))
			if (free.length > 1) return { by: 'doubt', why: 'import-several', candidates: free }
			if (free[0]) return this.#take(read, { by, known: free[0] })
			const earlier = found
				.map(({ member }) => this.#taken.get(member.id))
				.find((one) => one && isSamePerson(one, read))
			if (earlier) return { by: 'earlier-line', line: earlier.line }
		}
		const earlier = this.#linesByName.get(read.nameKey)?.find((one) => isSamePerson(one, read))
		if (earlier) return { by: 'earlier-line', line: earlier.line }
		const renamed = this.#findRenamed(read)
		if (renamed.length > 0) return { by: 'doubt', why: 'import-email-other-name', candidates: renamed }
		const namesakes = compatible.filter(({ member }) => !this.#taken.has(member.id))
		return this.#remember(read, { by: 'none', ...(namesakes.length > 0 ? { namesakes } : {}) })
	}

	/** By the number that the club or the federation gave; where the names have nothing in common, the person is asked. */
	#matchByNumber(read: ReadLine): LineMatch | undefined {
		const numbers = numbersOf((field) => read.given[field]?.value ?? '')
		const [known, ...others] = new Set(numbers.flatMap((number) => this.#knownByNumber.get(number) ?? []))
		if (!known || others.length > 0) return undefined
		const earlier = this.#taken.get(known.member.id)
		if (earlier) return { by: 'earlier-line', line: earlier.line }
		if (sharesName(read, known)) return this.#take(read, { by: 'number', known })
		return { by: 'doubt', why: 'import-number-other-name', candidates: [known] }
	}

	/** Members with the address and the first name of a line, but another surname: somebody may have married. */
	#findRenamed(read: ReadLine): KnownMember[] {
		const known = this.#knownByEmail.get(emailOf(read).toLowerCase()) ?? []
		const first = foldText(read.given.firstName?.value ?? '')
		return known.filter(
			({ member }) =>
				first !== '' &&
				foldText(member.firstName) === first &&
				!this.#taken.has(member.id) &&
				!contradicts(birthOf(read), member.birthDate)
		)
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

/** Numbers by which a member is known, each with what gave it, so that the club's are not taken for the federation's. */
function numbersOf(textOf: (field: (typeof NUMBERS)[number]) => string): string[] {
	return NUMBERS.flatMap((field) => {
		const number = foldText(textOf(field)).replace(/[^\p{L}\p{N}]/gu, '')
		return number === '' ? [] : [`${field} ${number}`]
	})
}

/** A line without a name, or with the surname or the first name of a member. */
function sharesName({ given, nameKey: key }: ReadLine, { member }: KnownMember): boolean {
	const words = new Set(nameKey(member.lastName, member.firstName).split(' '))
	return (!given.lastName && !given.firstName) || key.split(' ').some((word) => words.has(word))
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
