import { isDay } from '#shared/day.ts'
import { foldPhone, foldText, listSearchWords } from '#shared/search.ts'

/** Names that members only refer to, folded, by id: see `foldNames`. */
export type FoldedNames = ReadonlyMap<string, string>

/** Names by id as a search compares them. */
export const foldNames = (named: Iterable<readonly [string, string]>): FoldedNames =>
	new Map([...named].map(([id, name]) => [id, foldText(name)]))

/**
 * What a search asks of a member: that a word be written somewhere of him, or be in a name he refers to, which `ids` lists;
 * all of several things; or any of them.
 */
export type Wanted = { word: string; ids: ReadonlySet<string> } | { all: Wanted[] } | { any: Wanted[] }

/**
 * Reads what was typed. Every word is wanted, in any order; numbers that stand together may be one telephone number or one
 * day, written in any usual way, or a number each.
 */
export function readQuery(query: string, names: FoldedNames): Wanted {
	const all: Wanted[] = []
	const numbers: string[] = []
	const flush = () => {
		if (numbers.length > 0) all.push(wantNumbers(numbers.splice(0), names))
	}
	for (const word of listSearchWords(query)) {
		if (NUMBERS.test(word)) numbers.push(word)
		else {
			flush()
			all.push(wantWord(word, names))
		}
	}
	flush()
	return { all }
}

const NUMBERS = /^\+?[\d./()-]*\d[\d./()-]*$/
const NO_IDS: ReadonlySet<string> = new Set()

function wantWord(word: string, names: FoldedNames): Wanted {
	const ids = [...names].filter(([, name]) => name.includes(word)).map(([id]) => id)
	return { word, ids: ids.length === 0 ? NO_IDS : new Set(ids) }
}

function wantNumbers(numbers: string[], names: FoldedNames): Wanted {
	const each: Wanted = { all: numbers.map((word) => wantWord(word, names)) }
	const digits = foldPhone(numbers.join(''))
	const day = readTypedDay(numbers.join(' '))
	const together = [...(digits.length > 1 ? [digits] : []), ...(day === undefined ? [] : [day])]
	return { any: [...together.map((word) => ({ word, ids: NO_IDS })), each] }
}

/** `17/3/1984`, `17 03 1984`, `17.03.84`, `17031984` as a day; of two digits, the last such year before 2030. */
function readTypedDay(text: string): string | undefined {
	const match = /^(\d{1,2})[ ./-](\d{1,2})[ ./-](\d{4}|\d\d)$/.exec(text) ?? /^(\d\d)(\d\d)(\d{4})$/.exec(text)
	if (!match) return undefined
	const [day = '', month = '', year = ''] = match.slice(1)
	const century = year.length === 4 ? '' : Number(year) < 30 ? '20' : '19'
	const read = `${century}${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
	return isDay(read) ? read : undefined
}
