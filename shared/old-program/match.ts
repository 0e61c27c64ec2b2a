import { compareForDuplicate } from '#shared/duplicates.ts'
import type { MemberTexts } from '#shared/member.ts'
import { nameKey } from '#shared/member-import/line.ts'
import { foldPhone, foldText } from '#shared/search.ts'
import type { OldPerson } from './old-club.ts'
import { DEFAULT_DAY } from './person.ts'

/** Texts by which people are told apart. */
export const MATCHED_FIELDS = [
	'lastName',
	'firstName',
	'birthDate',
	'email',
	'phone',
	'address',
	'postalCode',
	'city'
] as const
export type MatchedTexts = Pick<MemberTexts, (typeof MATCHED_FIELDS)[number]>

/** Names a row of a file among several files. */
export type RowKey = `${number}:${number}`

/** Somebody whom a row may be about: of the register, by his id, or made by an earlier row, by that. */
export type Candidate = { key: string; texts: MatchedTexts; isKnown: boolean }

/** What a person decided about a row: that it is somebody new, or the key of whom it is about. */
export type OldDecision = 'new' | (string & {})

/** Whom a row is about. `twice`: an earlier row of the same file is about him too. */
export type OldMatch =
	| { by: 'none' }
	| { by: 'sure' | 'choice' | 'twice'; candidate: Candidate }
	/** The person must say who. */
	| { by: 'doubt'; candidates: Candidate[] }

/** More of them are not shown for one row. */
const MAX_CANDIDATES = 5

/** Everybody whom rows may be about, found by what two people who are one have in common. */
export class Roster {
	readonly #byKey = new Map<string, Candidate>()
	readonly #byPlace = new Map<string, Candidate[]>()

	add(candidate: Candidate): void {
		this.#byKey.set(candidate.key, candidate)
		for (const place of placesOf(candidate.texts)) {
			const there = this.#byPlace.get(place)
			if (there) there.push(candidate)
			else this.#byPlace.set(place, [candidate])
		}
	}

	find(key: string): Candidate | undefined {
		return this.#byKey.get(key)
	}

	/** Those who may be meant, each once. */
	listNear(texts: MatchedTexts): Set<Candidate> {
		return new Set(placesOf(texts).flatMap((place) => this.#byPlace.get(place) ?? []))
	}
}

function placesOf({ lastName, firstName, birthDate, email, phone }: MatchedTexts): string[] {
	const first = foldText(firstName).replace(/[^\p{L}\p{N}]+/gu, '')
	const parts = [birthDate, email.trim().toLowerCase(), foldPhone(phone)].filter(Boolean)
	return [sortedName(lastName, firstName), ...parts.map((part) => `${first} ${part}`)]
}

/** Last and first name may have been put the wrong way round. */
const sortedName = (lastName: string, firstName: string): string => [lastName, firstName].map(bare).sort().join(' ')
const bare = (name: string): string => nameKey(name, '').replaceAll(' ', '')

export type Matching = {
	decision: OldDecision | undefined
	/** Keys of those whom earlier rows of the same file are about. */
	taken: ReadonlySet<string>
	/** Of two who look alike, tells the one who paid what the row says. */
	hasPaidThis: (candidate: Candidate) => boolean
}

/**
 * Finds whom a row is about. Sure: the name with the birth date or the e-mail, or nothing at all that differs. With less
 * in common than that, as a name and a telephone, the person is asked.
 */
export function matchPerson(roster: Roster, texts: MatchedTexts, { decision, taken, hasPaidThis }: Matching): OldMatch {
	if (decision === 'new') return { by: 'none' }
	const chosen = decision === undefined ? undefined : roster.find(decision)
	if (chosen) return { by: taken.has(chosen.key) ? 'twice' : 'choice', candidate: chosen }
	const near = [...roster.listNear(texts)].filter((one) => compareForDuplicate(texts, one.texts) !== undefined)
	const sure = near.filter((one) => isSurely(texts, one.texts) || isExactly(texts, one.texts))
	const free = sure.filter(({ key }) => !taken.has(key))
	const alike = free.filter((one) => isExactly(texts, one.texts))
	const best = alike.find(hasPaidThis) ?? alike[0] ?? (free.length === 1 ? free[0] : undefined)
	if (best) return { by: 'sure', candidate: best }
	if (free.length > 1) return { by: 'doubt', candidates: free.slice(0, MAX_CANDIDATES) }
	if (sure[0]) return { by: 'twice', candidate: sure[0] }
	const others = near.filter(({ key }) => !taken.has(key))
	return others.length > 0 ? { by: 'doubt', candidates: others.slice(0, MAX_CANDIDATES) } : { by: 'none' }
}

function isSurely(a: MatchedTexts, b: MatchedTexts): boolean {
	if (sortedName(a.lastName, a.firstName) !== sortedName(b.lastName, b.firstName)) return false
	return isSameText('birthDate', a.birthDate, b.birthDate) || isSameText('email', a.email, b.email)
}

const isExactly = (a: MatchedTexts, b: MatchedTexts): boolean =>
	MATCHED_FIELDS.every((field) => (a[field] === '' && b[field] === '') || isSameText(field, a[field], b[field]))

/** Whether two texts say the same, be it written another way; a blank says nothing. */
export function isSameText(field: keyof MatchedTexts, a: string, b: string): boolean {
	if (a === '' || b === '') return false
	if (field === 'phone') return foldPhone(a) === foldPhone(b)
	return foldText(a).trim() === foldText(b).trim()
}

/** The texts of a person of the old program; `keepsDay`: the day that was written for everybody is his own. */
export function textsOf(person: OldPerson, keepsDay: boolean): MatchedTexts {
	const { lastName, firstName, birthDate, email, phone, address, postalCode, city } = person
	const day = person.hasDefaultDay && keepsDay ? DEFAULT_DAY : birthDate
	return { lastName, firstName, birthDate: day, email, phone, address, postalCode, city }
}
