import { normalizePassphrase } from '#shared/crypto/argon2id.ts'
import { PASSPHRASE_WORDS } from './word-list.ts'

/** Words of a passphrase that is proposed: 6 of 2,048, so 66 bits, which no one guesses at Argon2id's price. */
const PASSPHRASE_LENGTH = 6

/** Octets of randomness that a proposed passphrase needs: two a word. */
export const PASSPHRASE_RANDOM_OCTETS = PASSPHRASE_LENGTH * 2

/** Six words, from random octets: 2,048 divides 65,536, so each word is as likely as any other. */
export function drawPassphrase(random: Uint8Array): string {
	const words = Array.from({ length: PASSPHRASE_LENGTH }, (_, n) => {
		const number = ((random[2 * n] ?? 0) << 8) | (random[2 * n + 1] ?? 0)
		return PASSPHRASE_WORDS[number % PASSPHRASE_WORDS.length] ?? ''
	})
	return words.join(' ')
}

/** How a passphrase of one's own would stand against somebody who has the file and time: a rough, honest guess. */
export type PassphraseStrength = 'weak' | 'fair' | 'strong'

/** Signs below which a passphrase is refused: it would protect against nobody. */
export const MIN_PASSPHRASE_SIGNS = 8

const FAIR_FROM_BITS = 44
const STRONG_FROM_BITS = 60
/** What a person picks is far from random: a word is one of some thousands, a further sign of it tells little. */
const BITS_PER_WORD = 11
const BITS_PER_SIGN = 4

/** Judges a passphrase by how much there is to guess, words or signs, not by which kinds of sign it has. */
export function judgePassphrase(passphrase: string): PassphraseStrength {
	const words = [...new Set(normalizePassphrase(passphrase).split(' '))]
	const bits = words.reduce((sum, word) => sum + Math.min(BITS_PER_SIGN * new Set(word).size, wordBits(word)), 0)
	if (bits >= STRONG_FROM_BITS) return 'strong'
	return bits >= FAIR_FROM_BITS ? 'fair' : 'weak'
}

/** A plain word counts as a word; digits or signs in it, or a great length, make it more than one. */
function wordBits(word: string): number {
	const plain = /^\p{Letter}{1,12}$/u.test(word)
	return plain ? BITS_PER_WORD : Infinity
}
