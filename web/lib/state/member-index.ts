import type { Member } from '#shared/member.ts'
import { formatDay } from '#shared/day.ts'
import { foldPhone, foldText, hasWords, listSearchWords } from '#shared/search.ts'

/** A member with what a search looks through, folded once. */
export type IndexedMember = { member: Member; folded: string }

/** What the list can be ordered by. */
export type MemberOrder = 'lastName' | 'firstName' | 'email' | 'phone' | 'city' | 'birthDate'
export type MemberSort = { by: MemberOrder; descending: boolean }

const collator = new Intl.Collator('fr', { numeric: true })

/** Makes members ready to be searched; `clubNames` by id, so that they are found by their club too. */
export function indexMembers(members: Member[], clubNames?: ReadonlyMap<string, string>): IndexedMember[] {
	return members.map((member) => ({ member, folded: foldMember(member, clubNames?.get(member.mjcClubId)) }))
}

/** The members in order, as a French directory has it; those with nothing there come last, either way round. */
export function sortMembers(members: readonly IndexedMember[], { by, descending }: MemberSort): IndexedMember[] {
	const direction = descending ? -1 : 1
	return [...members].sort(({ member: a }, { member: b }) => {
		if (a[by] === '' || b[by] === '') return Number(a[by] === '') - Number(b[by] === '') || compareNames(a, b)
		const order = by === 'birthDate' ? compareTexts(a[by], b[by]) : collator.compare(a[by], b[by])
		return order * direction || compareNames(a, b)
	})
}

/** The members by name, as a French directory has them. */
export function sortByName(members: readonly Member[]): Member[] {
	return [...members].sort(compareNames)
}

/** The members in which every word of the search is found, in any field and in any order. */
export function searchMembers(members: IndexedMember[], query: string): IndexedMember[] {
	const words = listSearchWords(query)
	return words.length === 0 ? members : members.filter(({ folded }) => hasWords(folded, words))
}

function foldMember(member: Member, clubName = ''): string {
	const { lastName, firstName, email, phone, address, postalCode, city, birthDate, notes } = member
	const days = [birthDate, formatDay(birthDate)]
	const texts = [lastName, firstName, email, phone, address, postalCode, city, ...days, clubName, notes]
	return `${foldText(texts.join('\n'))}\n${foldPhone(phone)}`
}

function compareNames(a: Member, b: Member): number {
	return collator.compare(a.lastName, b.lastName) || collator.compare(a.firstName, b.firstName)
}

function compareTexts(a: string, b: string): number {
	return a < b ? -1 : Number(a > b)
}
