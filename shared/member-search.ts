import { formatDay, isDay } from './day.ts'
import type { ListedMember } from './listed-member.ts'
import type { Member } from './member.ts'
import { foldPhone, foldText, listSearchWords } from './search.ts'

/** Names that members only refer to, folded, by id: see `foldNames`. */
export type FoldedNames = ReadonlyMap<string, string>

/** How well somebody fits a search, from the best: his name begins so, a part of it does, the rest. */
export type Fit = 0 | 1 | 2 | 3 | 4
const FITS = 5

/** Names by id as a search compares them. */
export const foldNames = (named: Iterable<readonly [string, string]>): FoldedNames =>
	new Map([...named].map(([id, name]) => [id, foldText(name)]))

/** All that is written of a member as a search compares it: last name, first name and the rest, a line each. */
export function foldMember({ member }: Pick<ListedMember, 'member'>): string {
	const { lastName, firstName, email, phone, address, postalCode, city, birthDate, notes } = member
	const { memberNumber = '', licenceNumber = '', custom = {} } = member
	const days = birthDate === '' ? '' : `${birthDate}\n${formatDay(birthDate)}`
	const own = [memberNumber, licenceNumber, ...Object.values(custom)]
	const texts = [email, phone, address, postalCode, city, days, notes, ...own, foldPhone(phone)]
	const rest = texts.filter((text) => text !== '')
	return `${foldQuickly(lastName)}\n${foldQuickly(firstName)}\n${foldQuickly(rest.join('\n'))}`
}

/**
 * Makes the test that tells how well a member fits a search; `undefined` when he does not.
 *
 * Every word must be found, whatever the accents, case and order, in any field or in a name that he refers to; the worst
 * fitting one decides. Numbers that stand together may be one telephone number, and a day may be written in any usual way.
 */
export function fitsSearch(query: string, names: FoldedNames): (member: Member, folded: string) => Fit | undefined {
	const wanted = listWanted(query, names)
	return (member, folded) => {
		let worst: Fit = 0
		for (const fits of wanted) {
			const fit = fits(member, folded)
			if (fit === undefined) return undefined
			if (fit > worst) worst = fit
		}
		return worst
	}
}

/** Those who fit a search, in the order given, and with the best first: those who fit alike stay in that order. */
export function searchMembers<T extends ListedMember>(
	entries: readonly T[],
	{ query, names, foldedOf }: { query: string; names: FoldedNames; foldedOf: (entry: T) => string }
): { inOrder: T[]; bestFirst: T[] } {
	const fitOf = fitsSearch(query, names)
	const inOrder: T[] = []
	const byFit: T[][] = Array.from({ length: FITS }, () => [])
	for (const entry of entries) {
		const fit = fitOf(entry.member, foldedOf(entry))
		if (fit === undefined) continue
		inOrder.push(entry)
		byFit[fit]?.push(entry)
	}
	const [best = [], ...others] = byFit
	return { inOrder, bestFirst: best.concat(...others) }
}

/** Whether whoever fits `query` fits `shorter` too, so that it is enough to look among those. Numbers are read as a whole. */
export function isNarrower(query: string, shorter: string): boolean {
	return shorter.trim() !== '' && query.startsWith(shorter) && !/\d/.test(query)
}

type Wanted = (member: Member, folded: string) => Fit | undefined

const NUMBERS = /^\+?[\d./()-]*\d[\d./()-]*$/

function listWanted(query: string, names: FoldedNames): Wanted[] {
	const wanted: Wanted[] = []
	const numbers: string[] = []
	const flush = () => {
		if (numbers.length > 0) wanted.push(wantNumbers(numbers.splice(0), names))
	}
	for (const word of listSearchWords(query)) {
		if (NUMBERS.test(word)) numbers.push(word)
		else {
			flush()
			wanted.push(wantWord(word, names))
		}
	}
	flush()
	return wanted
}

/** Numbers one after the other: together one number or day, or each somewhere. */
function wantNumbers(numbers: string[], names: FoldedNames): Wanted {
	const digits = foldPhone(numbers.join(''))
	const day = readTypedDay(numbers.join(' '))
	const each = numbers.map((word) => wantWord(word, names))
	return (member, folded) => {
		if (day !== undefined && member.birthDate === day) return 3
		if (digits.length > 1 && folded.includes(digits)) return fitAt(folded, folded.indexOf(digits))
		let worst: Fit = 0
		for (const fits of each) {
			const fit = fits(member, folded)
			if (fit === undefined) return undefined
			if (fit > worst) worst = fit
		}
		return worst
	}
}

function wantWord(word: string, names: FoldedNames): Wanted {
	const ids = new Set([...names].filter(([, name]) => name.includes(word)).map(([id]) => id))
	const isNamed = (id: string) => ids.has(id)
	return ({ mjcClubId, tagIds, groupIds }, folded) => {
		const at = folded.indexOf(word)
		if (at === -1) return isNamed(mjcClubId) || tagIds?.some(isNamed) || groupIds?.some(isNamed) ? 4 : undefined
		return fitAt(folded, at, word)
	}
}

/** How well what is found there fits; a name is looked through for a better place. */
function fitAt(folded: string, at: number, word?: string): Fit {
	if (at === 0) return 0
	const firstNameAt = folded.indexOf('\n') + 1
	const nameEnd = folded.indexOf('\n', firstNameAt)
	if (at > nameEnd) return isBeginning(folded, at) ? 3 : 4
	for (let next = at; word !== undefined && next !== -1 && next < nameEnd; next = folded.indexOf(word, next + 1)) {
		if (isBeginning(folded, next)) return next === firstNameAt ? 0 : 1
	}
	return 2
}

/** Whether a word begins there: what stands before it is neither a letter nor a digit. What is no ASCII counts as a letter. */
function isBeginning(folded: string, at: number): boolean {
	const before = folded.charCodeAt(at - 1)
	return before < ZERO || (before > NINE && before < A) || (before > Z && before < BEYOND_ASCII)
}

const [ZERO, NINE, A, Z, BEYOND_ASCII] = [48, 57, 97, 122, 128]

/** `17/3/1984`, `17 03 1984`, `17.03.84`, `17031984` as a day; of two digits, the last such year before 2030. */
function readTypedDay(text: string): string | undefined {
	const match = /^(\d{1,2})[ ./-](\d{1,2})[ ./-](\d{4}|\d\d)$/.exec(text) ?? /^(\d\d)(\d\d)(\d{4})$/.exec(text)
	if (!match) return undefined
	const [day = '', month = '', year = ''] = match.slice(1)
	const century = year.length === 4 ? '' : Number(year) < 30 ? '20' : '19'
	const read = `${century}${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
	return isDay(read) ? read : undefined
}

const PLAIN = /^[\0-\x7f]*$/

/** `foldText`, five times faster where there is nothing but ASCII. */
const foldQuickly = (text: string): string => (PLAIN.test(text) ? text.toLowerCase() : foldText(text))
