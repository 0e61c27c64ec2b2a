import { formatDay } from '#shared/day.ts'
import type { ListedMember } from '#shared/listed-member.ts'
import type { Member } from '#shared/member.ts'
import { foldPhone, foldText } from '#shared/search.ts'
import type { Wanted } from '#shared/member-search/query.ts'

/** How well somebody fits a search, from the best: his name begins so, a part of it does, the rest; 0: he does not. */
const [NONE, NAME, NAME_PART, WITHIN_NAME, WORD, WITHIN] = [0, 1, 2, 3, 4, 5]
/** The worst way to fit. */
export const WORST_FIT = WITHIN

/** Stands between two members. */
const END = '\0'

/** What a search most often begins with. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'
const NO_LETTER = 255
/** Which of them a character is. */
const LETTER_BY_CODE = new Uint8Array(128).fill(NO_LETTER)
for (const [index, letter] of [...LETTERS].entries()) LETTER_BY_CODE[letter.charCodeAt(0)] = index

/**
 * All that is written of some members as one folded text: for each his last name, his first name and the rest, a line each.
 * To look for a letter in few long texts is ten times quicker than in many short ones.
 */
export class TextBlock<T extends ListedMember> {
	readonly entries: readonly T[]
	readonly #text: string
	/** Where each begins; one more for the end. */
	readonly #starts: Int32Array
	/** Where the first name of each begins, and where it ends. */
	readonly #firstNames: Int32Array
	readonly #nameEnds: Int32Array
	/** How well each fits each of `LETTERS`, one after the other; made when it is first needed. */
	#letterFits: Uint8Array | undefined

	constructor(entries: readonly T[]) {
		this.entries = entries
		const text = foldQuickly(entries.map((entry) => writtenOf(entry) + END).join(''))
		this.#text = text
		this.#starts = new Int32Array(entries.length + 1)
		this.#firstNames = new Int32Array(entries.length)
		this.#nameEnds = new Int32Array(entries.length)
		for (let place = 0; place < entries.length; place += 1) {
			const firstName = text.indexOf('\n', this.#starts[place]) + 1
			this.#firstNames[place] = firstName
			this.#nameEnds[place] = text.indexOf('\n', firstName)
			this.#starts[place + 1] = text.indexOf(END, firstName) + 1
		}
	}

	/** Makes ready what the first letter of a search needs: it is found in nearly everybody. */
	prepare(): void {
		this.#letterFits ??= this.#fitLetters()
	}

	/** How well each fits, in the order of `entries`. Of all that is wanted the worst decides, of several ways the first that fits. */
	fitsOf(wanted: Wanted): Uint8Array {
		if ('word' in wanted) return this.#fitsOfWord(wanted)
		return 'any' in wanted ? this.#fitsOfAny(wanted.any) : this.#fitsOfAll(wanted.all)
	}

	#fitsOfAll([first, ...others]: readonly Wanted[]): Uint8Array {
		if (!first) return new Uint8Array(this.entries.length).fill(NAME)
		const worst = this.fitsOf(first)
		for (const wanted of others) {
			if (worst.every((fit) => fit === NONE)) break
			const fits = this.fitsOf(wanted)
			for (let place = 0; place < worst.length; place += 1) {
				const [a = NONE, b = NONE] = [worst[place], fits[place]]
				worst[place] = a === NONE || b === NONE ? NONE : Math.max(a, b)
			}
		}
		return worst
	}

	#fitsOfAny(ways: readonly Wanted[]): Uint8Array {
		const best = new Uint8Array(this.entries.length)
		for (const wanted of ways) {
			if (!best.includes(NONE)) break
			const fits = this.fitsOf(wanted)
			for (let place = 0; place < best.length; place += 1) best[place] ||= fits[place] ?? NONE
		}
		return best
	}

	#fitsOfWord({ word, ids }: { word: string; ids: ReadonlySet<string> }): Uint8Array {
		const fits = word.length === 1 && LETTERS.includes(word) ? this.#fitsOfLetter(word) : this.#fitsOfText(word)
		if (ids.size > 0) this.#addNamed(fits, ids)
		return fits
	}

	#fitsOfText(word: string): Uint8Array {
		const fits = new Uint8Array(this.entries.length)
		let place = 0
		for (let at = this.#text.indexOf(word); at !== -1; at = this.#text.indexOf(word, this.#starts[place])) {
			while ((this.#starts[place + 1] ?? Infinity) <= at) place += 1
			fits[place] = this.#fitAt(place, at, word)
			place += 1
			if (place === fits.length) break
		}
		return fits
	}

	#fitsOfLetter(letter: string): Uint8Array {
		this.#letterFits ??= this.#fitLetters()
		const from = LETTERS.indexOf(letter) * this.entries.length
		return this.#letterFits.slice(from, from + this.entries.length)
	}

	/** What `#fitsOfText` says of each letter, all in one reading of the text. */
	#fitLetters(): Uint8Array {
		const count = this.entries.length
		const fits = new Uint8Array(LETTERS.length * count)
		for (let place = 0; place < count; place += 1) {
			const end = this.#starts[place + 1] ?? 0
			for (let at = this.#starts[place] ?? 0; at < end; at += 1) {
				const letter = LETTER_BY_CODE[this.#text.charCodeAt(at)] ?? NO_LETTER
				if (letter === NO_LETTER) continue
				const known = fits[letter * count + place] ?? NONE
				if (known === NONE) fits[letter * count + place] = this.#fitOfOne(place, at)
				else if (known === WITHIN_NAME && at < (this.#nameEnds[place] ?? 0))
					fits[letter * count + place] = this.#fitOfOne(place, at)
			}
		}
		return fits
	}

	#addNamed(fits: Uint8Array, ids: ReadonlySet<string>): void {
		const isNamed = (id: string) => ids.has(id)
		for (const [place, { member }] of this.entries.entries()) {
			if (fits[place] !== NONE) continue
			const { mjcClubId, tagIds, groupIds } = member
			if (isNamed(mjcClubId) || tagIds?.some(isNamed) || groupIds?.some(isNamed)) fits[place] = WITHIN
		}
	}

	/** How well what is first found there fits; a name is looked through for a better place. */
	#fitAt(place: number, found: number, word: string): number {
		const nameEnd = this.#nameEnds[place] ?? 0
		for (let at = found; at !== -1 && (at === found || at < nameEnd); at = this.#text.indexOf(word, at + 1)) {
			const fit = this.#fitOfOne(place, at)
			if (fit !== WITHIN_NAME) return fit
		}
		return WITHIN_NAME
	}

	/** How well one place in the text of somebody fits. */
	#fitOfOne(place: number, at: number): number {
		if (at === this.#starts[place]) return NAME
		const begins = isBeginning(this.#text, at)
		if (at > (this.#nameEnds[place] ?? 0)) return begins ? WORD : WITHIN
		if (!begins) return WITHIN_NAME
		return at === this.#firstNames[place] ? NAME : NAME_PART
	}
}

/** All that is written of a member as a search compares it. */
export const foldMember = (member: Member): string => foldQuickly(writtenOf({ member }))

/** What a member is found by: last name, first name, all the rest of him that is text, and how his guardians are reached. */
function writtenOf({ member, guardians = [] }: Pick<ListedMember, 'member' | 'guardians'>): string {
	const { lastName, firstName, email, phone, address, postalCode, city, birthDate, notes } = member
	const { memberNumber = '', licenceNumber = '', custom = {} } = member
	const days = birthDate === '' ? '' : `${birthDate}\n${formatDay(birthDate)}`
	const own = [memberNumber, licenceNumber, ...Object.values(custom)]
	const theirs = guardians.flatMap((guardian) => [
		guardian.name,
		guardian.email,
		guardian.phone,
		foldPhone(guardian.phone)
	])
	const rest = [email, phone, address, postalCode, city, days, notes, ...own, foldPhone(phone), ...theirs]
	const written = `${asLine(lastName)}\n${asLine(firstName)}\n${rest.filter((text) => text !== '').join('\n')}`
	return written.includes(END) ? written.replaceAll(END, ' ') : written
}

const asLine = (name: string) => (name.includes('\n') ? name.replaceAll('\n', ' ') : name)

/** Whether a word begins there: what stands before it is neither a letter nor a digit. What is no ASCII counts as a letter. */
function isBeginning(folded: string, at: number): boolean {
	const before = folded.charCodeAt(at - 1)
	return before < ZERO || (before > NINE && before < A) || (before > Z && before < BEYOND_ASCII)
}

const [ZERO, NINE, A, Z, BEYOND_ASCII] = [48, 57, 97, 122, 128]

const PLAIN = /^[\0-\x7f]*$/

/** `foldText`, five times faster where there is nothing but ASCII. */
const foldQuickly = (text: string): string => (PLAIN.test(text) ? text.toLowerCase() : foldText(text))
