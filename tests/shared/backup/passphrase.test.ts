import { describe, expect, test } from 'vitest'
import { drawPassphrase, judgePassphrase, PASSPHRASE_RANDOM_OCTETS } from '#shared/backup/passphrase.ts'
import { PASSPHRASE_WORDS } from '#shared/backup/word-list.ts'
import { normalizePassphrase } from '#shared/crypto/argon2id.ts'

describe('the words', () => {
	test('are 2,048, plain, and each there once', () => {
		expect(PASSPHRASE_WORDS).toHaveLength(2048)
		expect(new Set(PASSPHRASE_WORDS).size).toBe(2048)
		expect(PASSPHRASE_WORDS.filter((word) => !/^[a-z]{4,9}$/.test(word))).toEqual([])
		expect(PASSPHRASE_WORDS).toEqual([...PASSPHRASE_WORDS].sort())
	})

	test('differ in more than one letter', () => {
		const seen = new Map<string, string>()
		const twins: string[] = []
		for (const word of PASSPHRASE_WORDS) {
			for (const trace of tracesOf(word)) {
				const other = seen.get(trace)
				if (other !== undefined && other !== word) twins.push(`${other} ${word}`)
				seen.set(trace, word)
			}
		}

		expect(twins).toEqual([])
	})
})

describe('a proposed passphrase', () => {
	test('has six words of the list, one for two random octets', () => {
		const random = Uint8Array.of(0, 0, 0, 1, 7, 255, 8, 0, 255, 255, 0, 2)

		const words = drawPassphrase(random).split(' ')

		expect(PASSPHRASE_RANDOM_OCTETS).toBe(12)
		expect(words.map((word) => PASSPHRASE_WORDS.indexOf(word))).toEqual([0, 1, 2047, 0, 2047, 2])
	})

	test('is what it is written as', () => {
		for (let tries = 0; tries < 100; tries += 1) {
			const drawn = drawPassphrase(crypto.getRandomValues(new Uint8Array(PASSPHRASE_RANDOM_OCTETS)))
			expect(normalizePassphrase(drawn)).toBe(drawn)
			expect(judgePassphrase(drawn)).not.toBe('weak')
		}
	})
})

describe('the form in which a passphrase counts', () => {
	test('knows no capitals, spaces, hyphens nor ways of writing an accent', () => {
		expect(normalizePassphrase('  Été\u00a0à  la-MJC — \n')).toBe('été à la mjc')
		expect(normalizePassphrase('e\u0301te\u0301')).toBe('été')
	})
})

describe('judgePassphrase', () => {
	test('goes by how much there is to guess', () => {
		for (const weak of [
			'',
			'judo',
			'Tigre2024!',
			'aaaaaaaaaaaaaaaaaaaaaaaa',
			'azerty uiop',
			'mot mot mot mot mot mot'
		]) {
			expect(judgePassphrase(weak), weak).toBe('weak')
		}
		expect(judgePassphrase('soupe grise valse dimanche')).toBe('fair')
		expect(judgePassphrase('tigre velours ombre quartz fanal moulin')).toBe('strong')
		expect(judgePassphrase('kT9$vLq2!xWz8#nR4%pYb6')).toBe('strong')
	})
})

/** The word, and the word without each of its letters: two words one letter apart share one of these. */
function tracesOf(word: string): string[] {
	return [word, ...[...word].map((_, at) => `${word.slice(0, at)}*${word.slice(at + 1)}`)]
}
