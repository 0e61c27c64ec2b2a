const MARKS = /\p{M}/gu
const LIGATURES: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', '’': "'", ʼ: "'" }
const TO_SPELL_OUT = /[œæß’ʼ]/g
/** A word typed as one types a number: a telephone number, whole or in part. */
const NUMERIC = /^\+?[\d.()/-]*\d[\d.()/-]*$/

/** A text as a search compares it: without accents or capitals, ligatures spelt out, apostrophes straight. */
export function foldText(text: string): string {
	return text
		.normalize('NFD')
		.replace(MARKS, '')
		.toLowerCase()
		.replace(TO_SPELL_OUT, (letter) => LIGATURES[letter] ?? letter)
}

/**
 * A French telephone number as its digits alone, with `0` for the country: `+33 6 12 34` is `061234`.
 * What is typed in a search goes through it too, so the way of writing a number does not matter.
 */
export function foldPhone(phone: string): string {
	return phone.replace(/[^\d+]/g, '').replace(/^(?:\+|00)33/, '0')
}

/** The words of a search, folded; none for a search that is blank. */
export function listSearchWords(query: string): string[] {
	return foldText(query).split(/\s+/).filter(Boolean)
}

/** Tells whether a folded text holds every word, in any order, as a whole word or inside one. */
export function hasWords(folded: string, words: string[]): boolean {
	return findsWords(words)(folded)
}

/** `hasWords` for many texts: the words are looked at once. */
export function findsWords(words: string[]): (folded: string) => boolean {
	const wanted = words.map((word) => ({ word, digits: NUMERIC.test(word) ? foldPhone(word) : undefined }))
	return (folded) =>
		wanted.every(({ word, digits }) => folded.includes(word) || (digits !== undefined && folded.includes(digits)))
}
