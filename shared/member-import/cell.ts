import { foldText } from '#shared/search.ts'

/** What was mended, or looks as if something were missing; equal to the catalogue's key. */
export type CellRemark = 'import-phone-zero' | 'import-phone-country' | 'import-postal-zero'

/** A cell as it is taken over, and what was mended in it. */
export type ReadCell = { value: string; remark?: CellRemark }

const YES = new Set([
	'oui',
	'o',
	'yes',
	'y',
	'vrai',
	'true',
	'1',
	'1.0',
	'x',
	'ok',
	'accepte',
	'accorde',
	'donne',
	'✓',
	'✔'
])
const NO = new Set(['non', 'n', 'no', 'faux', 'false', '0', '0.0', 'refuse', 'refus', '✗', '✘'])
const NEVER = new Set(['', 'jamais demande', 'never asked', '?', '-', '—', 'nc', 'nsp', 'inconnu', 'unknown', 'n/a'])

/** Yes, no, or `null` when nobody asked; `undefined` for a cell that says none of these. */
export function readAnswer(text: string): boolean | null | undefined {
	const folded = foldText(text).trim()
	if (YES.has(folded)) return true
	if (NO.has(folded)) return false
	return NEVER.has(folded) ? null : undefined
}

/** A telephone number; one that a spreadsheet took for a number gets its zero back, or the sign before its country. */
export function readPhone(text: string): ReadCell {
	const plain = text.replace(/[.,]0$/, '')
	if (/^[1-9]\d{8}$/.test(plain)) return { value: inPairs(`0${plain}`), remark: 'import-phone-zero' }
	if (/^33[1-9]\d{8}$/.test(plain)) {
		return { value: `+33 ${plain[2]} ${inPairs(plain.slice(3))}`, remark: 'import-phone-country' }
	}
	return { value: /^\d+$/.test(plain) ? plain : text }
}

/** Whether a spreadsheet has cut a number to `6,12E+08`: its digits are gone. */
export const isCutNumber = (text: string): boolean => /^\d([.,]\d+)?E\+\d+$/i.test(text)

/** A postal code; the zero that a spreadsheet took away comes back. */
export function readPostalCode(text: string): ReadCell {
	const plain = text.replace(/[.,]0$/, '')
	if (/^[1-9]\d{3}$/.test(plain)) return { value: `0${plain}`, remark: 'import-postal-zero' }
	return { value: /^\d+$/.test(plain) ? plain : text }
}

/** How a cell that holds a whole name is to be parted. */
export type NameOrder = 'last-first' | 'first-last'

/** Words that begin a surname and do not stand alone. */
const PARTICLES = new Set([
	'de',
	'du',
	'des',
	'd',
	'la',
	'le',
	'van',
	'von',
	'der',
	'den',
	'da',
	'dos',
	'di',
	'del',
	'el',
	'al',
	'ben',
	'st',
	'saint'
])

/**
 * The surname and the first name in a cell that holds both: parted at a comma, else where the capitals end or begin
 * ("LE GOFF Anne"), else after the first word, or before the last one.
 */
export function splitName(text: string, order: NameOrder): { lastName: string; firstName: string } {
	const comma = text.indexOf(',')
	if (comma > 0) return { lastName: text.slice(0, comma).trim(), firstName: text.slice(comma + 1).trim() }
	const words = text.split(/\s+/).filter(Boolean)
	const shouted = words.filter(isShouted)
	if (shouted.length > 0 && shouted.length < words.length) {
		return { lastName: shouted.join(' '), firstName: words.filter((word) => !isShouted(word)).join(' ') }
	}
	const cut = order === 'last-first' ? surnameLength(words) : firstNameLength(words)
	const [head, tail] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')]
	return order === 'last-first'
		? { lastName: head, firstName: tail }
		: { lastName: tail || head, firstName: tail ? head : '' }
}

const isShouted = (word: string): boolean => /\p{L}.*\p{L}/u.test(word) && word === word.toUpperCase()

function surnameLength(words: string[]): number {
	const end = words.findIndex((word) => !isParticle(word))
	return end === -1 ? words.length : end + 1
}

function firstNameLength(words: string[]): number {
	const particle = words.findIndex((word, index) => index > 0 && isParticle(word))
	return particle === -1 ? Math.max(1, words.length - 1) : particle
}

const isParticle = (word: string): boolean => PARTICLES.has(foldText(word).replace(/['.]$/, ''))

const inPairs = (digits: string): string => digits.match(/\d{2}/g)?.join(' ') ?? digits

/** A cell with line breaks, as a field of one line takes it. */
export const onOneLine = (text: string): string => text.trim().replace(/\s*[\r\n]+\s*/g, ', ')
