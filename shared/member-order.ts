import type { ListedMember } from './listed-member.ts'
import type { Member } from './member.ts'

/** What lists can be ordered by; an empty value is unknown, and comes last either way round. */
export type MemberOrder = {
	valueOf: (entry: ListedMember) => string | number
	descending: boolean
}

type Value = string | number

const plain = new Intl.Collator('fr')
const numeric = new Intl.Collator('fr', { numeric: true })
const DIGIT = /\d/
const DAY = /^\d{4}-\d\d-\d\d$/

/** Members in the order of a French directory; those without a last name come last. */
export function sortByName<T extends ListedMember>(entries: readonly T[]): T[] {
	const lasts = placeValues(entries.map(({ member }) => member.lastName))
	const firsts = placeValues(entries.map(({ member }) => member.firstName))
	const width = firsts.count + 1
	const sorted = sortByPlace(
		entries,
		({ member }) => (lasts.of(member.lastName) || lasts.count + 1) * width + firsts.of(member.firstName)
	)
	return sortRuns(sorted)
}

/** Members by the given order; those who are equal stay as they come, which should be by name. */
export function sortMembers<T extends ListedMember>(byName: readonly T[], { valueOf, descending }: MemberOrder): T[] {
	const values = byName.map(valueOf)
	const places = placeValues(values)
	return sortByPlace(byName, (_, index) => {
		const place = places.of(values[index] ?? '')
		if (place === 0) return places.count + 1
		return descending ? places.count - place : place
	})
}

/** Compares as `sortByName` does. */
export function compareNames(a: ListedMember, b: ListedMember): number {
	const [one, other] = [a.member, b.member]
	return (
		compareKnown(one.lastName, other.lastName, false) ||
		compareValues(one.firstName, other.firstName) ||
		compareIds(one, other)
	)
}

/** Compares as `sortMembers` does. */
export const comparing =
	({ valueOf, descending }: MemberOrder) =>
	(a: ListedMember, b: ListedMember): number =>
		compareKnown(valueOf(a), valueOf(b), descending) || compareNames(a, b)

/** A sorted list after some entries have left it and others have joined it: what is neither is not compared. */
export function updateSorted<T>(
	sorted: readonly T[],
	{ left, joined }: { left: ReadonlySet<T>; joined: readonly T[] },
	compare: (a: T, b: T) => number
): T[] {
	const stayed = left.size === 0 ? sorted : sorted.filter((entry) => !left.has(entry))
	const places = joined
		.map((entry) => ({ entry, at: placeOf(stayed, entry, compare) }))
		.sort((a, b) => a.at - b.at || compare(a.entry, b.entry))
	const parts: T[][] = []
	let from = 0
	for (const { entry, at } of places) {
		parts.push(stayed.slice(from, at), [entry])
		from = at
	}
	parts.push(stayed.slice(from))
	return parts.length === 1 ? [...stayed] : parts.flat()
}

/** Compares two texts as a French directory does, numbers in them by size; days and numbers by time and size. */
export function compareValues(a: Value, b: Value): number {
	if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b)
	if (DAY.test(a) && DAY.test(b)) return a < b ? -1 : Number(a > b)
	return (DIGIT.test(a) && DIGIT.test(b) ? numeric : plain).compare(a, b)
}

function compareKnown(a: Value, b: Value, descending: boolean): number {
	if (a === '' || b === '') return Number(a === '') - Number(b === '')
	return descending ? compareValues(b, a) : compareValues(a, b)
}

const compareIds = (a: Member, b: Member): number => (a.id < b.id ? -1 : Number(a.id > b.id))

/** The place of each value among them, from 1 on, 0 for none: each is compared once, however many members have it. */
function placeValues(values: readonly Value[]): { of: (value: Value) => number; count: number } {
	const distinct = new Set(values)
	distinct.delete('')
	const places = new Map<Value, number>()
	let previous: Value | undefined
	let place = 0
	for (const value of [...distinct].sort(comparatorFor(distinct))) {
		if (previous === undefined || compareValues(previous, value) !== 0) place += 1
		places.set(value, place)
		previous = value
	}
	return { of: (value) => places.get(value) ?? 0, count: place }
}

/** The quickest comparison that says the same of these values as `compareValues`: most have no digit, and need no look at each. */
function comparatorFor(values: ReadonlySet<Value>): (a: Value, b: Value) => number {
	for (const value of values) if (typeof value === 'number' || DIGIT.test(value)) return compareValues
	return plain.compare as (a: Value, b: Value) => number
}

/** Sorts by a whole number each, equal ones as they come; as numbers alone are sorted, that is ten times faster. */
function sortByPlace<T>(entries: readonly T[], placeAt: (entry: T, index: number) => number): T[] {
	const count = entries.length
	const keys = new Float64Array(count)
	for (const [index, entry] of entries.entries()) keys[index] = placeAt(entry, index) * count + index
	return Array.from(keys.sort(), (key) => entries[key % count] as T)
}

/** Puts namesakes in the order of their ids, so that any way of sorting gives the same. */
function sortRuns<T extends ListedMember>(sorted: T[]): T[] {
	let from = 0
	for (let index = 1; index <= sorted.length; index += 1) {
		const [first, next] = [sorted[from], sorted[index]]
		if (first && next && isNamesake(first.member, next.member)) continue
		if (index - from > 1) {
			const run = sorted.slice(from, index).sort((a, b) => compareIds(a.member, b.member))
			sorted.splice(from, run.length, ...run)
		}
		from = index
	}
	return sorted
}

function isNamesake(a: Member, b: Member): boolean {
	return compareValues(a.lastName, b.lastName) === 0 && compareValues(a.firstName, b.firstName) === 0
}

function placeOf<T>(sorted: readonly T[], entry: T, compare: (a: T, b: T) => number): number {
	let [low, high] = [0, sorted.length]
	while (low < high) {
		const middle = (low + high) >> 1
		if (compare(sorted[middle] as T, entry) <= 0) low = middle + 1
		else high = middle
	}
	return low
}
