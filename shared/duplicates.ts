import type { Member, MemberDraft } from './member.ts'
import { foldPhone, foldText } from './search.ts'

/** Why two may be one, the surest first; each equals the end of its key in the catalogue. */
export const DUPLICATE_REASONS = ['birth-date', 'email', 'phone', 'likeness', 'name'] as const
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number]

/** What is compared of somebody. */
type Person = Pick<MemberDraft, 'lastName' | 'firstName' | 'birthDate' | 'email' | 'phone' | 'city'>

/** Two members who may be one. */
export type DuplicatePair = { one: Member; other: Member; reason: DuplicateReason }

/**
 * Why two people may be one, `undefined` when they hardly are.
 *
 * A family shares its name, its address and its telephone, and twins their birth date too: without the same first name
 * nobody is taken for another. Two birth dates that differ are two people.
 */
export function compareForDuplicate(a: Person, b: Person): DuplicateReason | undefined {
	const [one, other] = [keysOf(a), keysOf(b)]
	if (one.birthDate !== '' && other.birthDate !== '' && one.birthDate !== other.birthDate) return undefined
	const isNamesake = one.name !== '' && one.name === other.name
	if (isNamesake && agree(one.birthDate, other.birthDate)) return 'birth-date'
	if (!isNamesake && !agree(one.first, other.first)) return undefined
	if (agree(one.email, other.email)) return 'email'
	if (agree(one.phone, other.phone)) return 'phone'
	if (agree(one.birthDate, other.birthDate) && isAlike(one.last, other.last)) return 'likeness'
	const hasBothNames = one.first !== '' && other.first !== ''
	return isNamesake && hasBothNames && !contradict(one, other) ? 'name' : undefined
}

/**
 * Finds those who may be one, each pair once, the surest first. A generator, so that a hundred thousand members are gone
 * through in small slices: it yields again and again, and returns the pairs.
 */
export function* findDuplicates(members: readonly Member[]): Generator<undefined, DuplicatePair[]> {
	const pairs = new Map<string, DuplicatePair>()
	for (const keyOf of MEETINGS) {
		const met = new Map<string, Member[]>()
		for (const [index, member] of members.entries()) {
			if (index % STEP === 0) yield undefined
			const key = keyOf(keysOf(member))
			if (key !== '') meet(member, { met, key, pairs })
		}
	}
	return [...pairs.values()].sort(bySureness)
}

/** A member whom a draft may be of. */
export type LikelyMember = { member: Member; reason: DuplicateReason }

/** Finds the members whom a draft may be of, the surest first, in small slices too; `except` is the one it changes. */
export function* findLikely(
	draft: Person,
	members: readonly Member[],
	except?: string
): Generator<undefined, LikelyMember[]> {
	const found: LikelyMember[] = []
	if (keysOf(draft).first === '') return found
	for (const [index, member] of members.entries()) {
		if (index % STEP === 0) yield undefined
		if (member.id === except) continue
		const reason = compareForDuplicate(draft, member)
		if (reason) found.push({ member, reason })
	}
	return found.sort(bySureness)
}

const bySureness = (a: { reason: DuplicateReason }, b: { reason: DuplicateReason }): number =>
	DUPLICATE_REASONS.indexOf(a.reason) - DUPLICATE_REASONS.indexOf(b.reason)

/** Names a pair whichever way round it is. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

const STEP = 200
/** More of one name in one place are compared with so many of them only. */
const CROWD = 20
/** Shorter ones are extensions, or not numbers at all. */
const MIN_PHONE_DIGITS = 8

type Keys = { name: string; last: string; first: string; birthDate: string; email: string; phone: string; city: string }

/** Where two who may be one meet: each way in which `compareForDuplicate` finds them has one of these in common. */
const MEETINGS: readonly ((keys: Keys) => string)[] = [
	({ name }) => name,
	({ first, email }) => first && email && `${first} ${email}`,
	({ first, phone }) => first && phone && `${first} ${phone}`,
	({ first, birthDate }) => first && birthDate && `${first} ${birthDate}`
]

type Meeting = { met: Map<string, Member[]>; key: string; pairs: Map<string, DuplicatePair> }

/** Pairs a member with those who were there before him. */
function meet(other: Member, { met, key: place, pairs }: Meeting): void {
	const before = met.get(place) ?? []
	if (before.length < CROWD) met.set(place, [...before, other])
	for (const one of before) {
		const key = pairKey(one.id, other.id)
		if (pairs.has(key)) continue
		const reason = compareForDuplicate(one, other)
		if (reason) pairs.set(key, { one, other, reason })
	}
}

function keysOf({ lastName, firstName, birthDate, email, phone, city }: Person): Keys {
	const [last, first] = [foldName(lastName), foldName(firstName)]
	const digits = foldPhone(phone)
	return {
		// Last and first name may have been put the wrong way round.
		name: [last, first].sort().join(' ').trim(),
		last,
		first,
		birthDate,
		email: email.trim().toLowerCase(),
		phone: digits.length < MIN_PHONE_DIGITS ? '' : digits,
		city: foldName(city)
	}
}

const foldName = (name: string): string => foldText(name).replace(/[^\p{L}\p{N}]+/gu, '')
const agree = (a: string, b: string): boolean => a !== '' && a === b
const differ = (a: string, b: string): boolean => a !== '' && b !== '' && a !== b
const contradict = (a: Keys, b: Keys): boolean =>
	differ(a.email, b.email) || differ(a.phone, b.phone) || differ(a.city, b.city)

/** Whether two last names are one with a slip in it, or one a part of the other, as after a marriage. */
function isAlike(a: string, b: string): boolean {
	if (a === '' || b === '') return true
	if (a.length >= 4 && b.length >= 4 && (a.includes(b) || b.includes(a))) return true
	return isOneSlip(a, b)
}

/** Whether one letter more, less or other makes one text of the other, or two neighbours that changed places. */
function isOneSlip(a: string, b: string): boolean {
	if (Math.abs(a.length - b.length) > 1) return false
	let from = 0
	while (from < a.length && from < b.length && a[from] === b[from]) from += 1
	const [restA, restB] = [a.slice(from), b.slice(from)]
	return (
		restA.slice(1) === restB ||
		restA === restB.slice(1) ||
		restA.slice(1) === restB.slice(1) ||
		(restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
	)
}
