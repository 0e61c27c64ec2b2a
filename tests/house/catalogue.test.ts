import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** An entry is a sentence, or variants of one (plural forms). */
type Catalogue = Record<string, unknown>

const LANGUAGES = ['fr', 'en'] as const
const topics = readdirSync('web/messages/fr').filter((name) => name.endsWith('.json'))

function read(language: string, topic: string): Catalogue {
	const { $schema: _, ...entries } = JSON.parse(readFileSync(`web/messages/${language}/${topic}`, 'utf8')) as Catalogue
	return entries
}

/** Every sentence inside an entry, whatever its variants. */
function listSentences(entry: unknown): string[] {
	if (typeof entry === 'string') return [entry]
	if (Array.isArray(entry)) return entry.flatMap(listVariants)
	return []
}

function listVariants(variants: unknown): string[] {
	const { match, ...rest } = variants as { match?: Record<string, string> }
	return match ? Object.values(match) : Object.values(rest).flatMap(listSentences)
}

/** Our own files of that room which the compiler of the catalogue did not write. */
function listFiles(room: string): string[] {
	return readdirSync(room, { recursive: true, encoding: 'utf8' })
		.filter((file) => /\.(ts|svelte)$/.test(file) && !/node_modules|paraglide|svelte-kit/.test(file))
		.map((file) => `${room}/${file}`)
}

function listPlaceholders(entry: unknown): string[] {
	const found = listSentences(entry).flatMap((sentence) =>
		[...sentence.matchAll(/\{\s*(\w+)/g)].map(([, name]) => name)
	)
	return [...new Set(found as string[])].sort()
}

/** French entries in which `mistake` is found, with their sentence. */
function listMistakes(topic: string, mistake: RegExp): string[] {
	return Object.entries(read('fr', topic)).flatMap(([key, entry]) =>
		listSentences(entry)
			.filter((sentence) => mistake.test(sentence))
			.map((sentence) => `${key}: ${sentence}`)
	)
}

describe('the catalogue', () => {
	test('has the same topics in every language', () => {
		for (const language of LANGUAGES) expect(readdirSync(`web/messages/${language}`).sort()).toEqual([...topics].sort())
	})

	test('is wholly listed for the compiler', () => {
		const settings = readFileSync('web/project.inlang/settings.json', 'utf8')

		for (const topic of topics) expect(settings).toContain(`/${topic}`)
	})

	test('is asked for words by their names alone', () => {
		// A name that is only known at run time would make each screen load every word of the app.
		const asked = listFiles('web').filter((file) => /\bm\[[^']/.test(readFileSync(file, 'utf8')))

		expect(asked).toEqual([])
	})

	test('holds each key once, whatever the topic', () => {
		const keys = topics.flatMap((topic) => Object.keys(read('fr', topic)))

		expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
	})
})

describe.each(topics)('%s', (topic) => {
	test('has the same keys in French and in English', () => {
		expect(Object.keys(read('en', topic)).sort()).toEqual(Object.keys(read('fr', topic)).sort())
	})

	test('has the same placeholders in French and in English', () => {
		const french = read('fr', topic)
		const english = read('en', topic)

		for (const key of Object.keys(french)) {
			expect({ [key]: listPlaceholders(english[key]) }).toEqual({ [key]: listPlaceholders(french[key]) })
		}
	})

	test('has no empty sentence', () => {
		const empty = LANGUAGES.flatMap((language) => Object.entries(read(language, topic))).filter(([, entry]) => {
			const sentences = listSentences(entry)
			return sentences.length === 0 || sentences.some((sentence) => sentence.trim() === '')
		})

		expect(empty).toEqual([])
	})

	test('is written in French with typographic apostrophes', () => {
		expect(listMistakes(topic, /'/)).toEqual([])
	})

	test('is written in French with no-break spaces before : ; ! ? and inside « »', () => {
		// A word or a closing sign right before the mark, or a plain space; an address or a time (8:30) has neither.
		expect(
			listMistakes(topic, / [:;!?»]|« |[\p{L}})”»][;!?](\s|$)|[\p{L}})”»]:(\s|$)|«[^\u00A0\u202F]|[^\u00A0\u202F]»/u)
		).toEqual([])
	})

	test('is written in French with real quotation marks and ellipses', () => {
		expect(listMistakes(topic, /"|\.\.\./)).toEqual([])
	})
})
