import type { Member } from '#shared/member.ts'
import { formatDay } from '#shared/day.ts'
import { findsWords, foldPhone, foldText, listSearchWords } from '#shared/search.ts'

/** A member with what a search looks through, folded once, and his place in a directory by names. */
export type IndexedMember = { member: Member; folded: string; rank: number }

/** What the list can be ordered by. */
export type MemberOrder = 'lastName' | 'firstName' | 'email' | 'phone' | 'city' | 'birthDate'
export type MemberSort = { by: MemberOrder; descending: boolean }

const collator = new Intl.Collator('fr', { numeric: true })

/** Makes members ready to be searched and ordered; `clubNames` by id, so that they are found by their club too. */
export function indexMembers(members: Member[], clubNames?: ReadonlyMap<string, string>): IndexedMember[] {
	return sortByName(members).map((member, rank) => {
		return { member, folded: foldMember(member, clubNames?.get(member.mjcClubId)), rank }
	})
}

/** The members in order, as a French directory has it; those with nothing there come last, either way round. */
export function sortMembers(members: readonly IndexedMember[], { by, descending }: MemberSort): IndexedMember[] {
	const places = listPlaces(new Set(members.map(({ member }) => member[by])), by)
	const placeOf = ({ member }: IndexedMember) => {
		const place = places.get(member[by])
		return place === undefined ? Infinity : descending ? -place : place
	}
	return members
		.map((indexed) => ({ indexed, place: placeOf(indexed) }))
		.sort((a, b) => (a.place === b.place ? a.indexed.rank - b.indexed.rank : a.place - b.place))
		.map(({ indexed }) => indexed)
}

/** The members by name, as a French directory has them. */
export function sortByName(members: readonly Member[]): Member[] {
	return [...members].sort(compareNames)
}

/** The members in which every word of the search is found, in any field and in any order. */
export function searchMembers(members: IndexedMember[], query: string): IndexedMember[] {
	const words = listSearchWords(query)
	if (words.length === 0) return members
	const finds = findsWords(words)
	return members.filter(({ folded }) => finds(folded))
}

function foldMember(member: Member, clubName = ''): string {
	const { lastName, firstName, email, phone, address, postalCode, city, birthDate, notes } = member
	const days = [birthDate, formatDay(birthDate)]
	const texts = [lastName, firstName, email, phone, address, postalCode, city, ...days, clubName, notes]
	return `${foldText(texts.join('\n'))}\n${foldPhone(phone)}`
}

/** The place of each value among them, none for the empty one: each is compared once, however many members have it. */
function listPlaces(values: Set<string>, by: MemberOrder): Map<string, number> {
	values.delete('')
	const compare = by === 'birthDate' ? compareTexts : collator.compare
	const places = new Map<string, number>()
	let previous: string | undefined
	let place = -1
	for (const value of [...values].sort(compare)) {
		if (previous === undefined || compare(previous, value) !== 0) place += 1
		places.set(value, place)
		previous = value
	}
	return places
}

function compareNames(a: Member, b: Member): number {
	return collator.compare(a.lastName, b.lastName) || collator.compare(a.firstName, b.firstName)
}

function compareTexts(a: string, b: string): number {
	return a < b ? -1 : Number(a > b)
}
