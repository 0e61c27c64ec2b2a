import { parseTemplate, valueOf, type FieldValues, type Template } from './message/template.ts'
import { foldText } from './search.ts'

/** One who may have a file of his own; `id` is his in the mailing. */
export type FileReader = { id: string; values: FieldValues }

/** Whose each file is. Each list in the order given. */
export type OwnFiles<File> = {
	/** Of each reader who has some. */
	filesById: Map<string, File[]>
	/** Readers without a file, by their ids. */
	without: string[]
	/** Files that are nobody's. */
	unclaimed: File[]
	/** Files that would be several people's: nobody gets them. A receipt in the wrong hands is worse than none. */
	disputed: File[]
}

/** Any words, or none: a `*` in a rule. */
const ANY = '*'

/**
 * Finds out whose each file is, by a rule for their names such as `{{nom}} {{prenom}} *`.
 *
 * Compared word by word, without the ending, case, accents and signs between words, so `Reçu_DUPONT-Zoé.pdf` fits `reçu {{nom}}
 * {{prenom}}`; `*` stands for any words. A reader without a value for a field of the rule has no file. A rule
 * without a field gives nobody anything.
 */
export function matchOwnFiles<File extends { name: string }>(
	rule: string,
	readers: readonly FileReader[],
	files: readonly File[]
): OwnFiles<File> {
	const template = parseTemplate(rule)
	const wanted = readers.flatMap(({ id, values }) => {
		const pattern = patternFor(template, values)
		return pattern ? [{ id, ...pattern }] : []
	})
	const exact = Map.groupBy(
		wanted.filter(({ words }) => !words.includes(ANY)),
		({ words }) => words.join(' ')
	)
	// A file of somebody's has all of his words: those who might own it are found by one of them.
	const open = Map.groupBy(
		wanted.filter(({ words }) => words.includes(ANY)),
		({ key }) => key
	)
	const filesById = new Map<string, File[]>()
	const [unclaimed, disputed]: [File[], File[]] = [[], []]
	for (const file of files) {
		const words = wordsOfName(file.name)
		const likely = [...new Set(words)].flatMap((word) => open.get(word) ?? [])
		const owners = [...(exact.get(words.join(' ')) ?? []), ...likely.filter((one) => fits(one.words, words))]
		const [owner, other] = owners
		if (!owner) unclaimed.push(file)
		else if (other) disputed.push(file)
		else filesById.set(owner.id, [...(filesById.get(owner.id) ?? []), file])
	}
	const without = readers.filter(({ id }) => !filesById.has(id)).map(({ id }) => id)
	return { filesById, without, unclaimed, disputed }
}

/** Rules that files are usually named by, the likeliest first. */
const USUAL_RULES = [
	'{{nom}} {{prenom}}',
	'{{prenom}} {{nom}}',
	'* {{nom}} {{prenom}} *',
	'* {{prenom}} {{nom}} *',
	'{{numero_membre}}',
	'* {{numero_membre}} *',
	'{{numero_licence}}',
	'* {{numero_licence}} *',
	'{{email}}'
] as const

/** The usual rule by which most of the files find their reader, `undefined` when none does by any. */
export function suggestRule(readers: readonly FileReader[], files: readonly { name: string }[]): string | undefined {
	let best: { rule: string; found: number } | undefined
	for (const rule of USUAL_RULES) {
		const found = matchOwnFiles(rule, readers, files).filesById.size
		if (found > (best?.found ?? 0)) best = { rule, found }
		if (found === files.length) break
	}
	return best?.rule
}

/**
 * The words a reader's file has in its name, and the longest that comes of his own values; `undefined` when a value is
 * missing: nothing, or any, would fit then.
 */
function patternFor(template: Template, values: FieldValues): { words: string[]; key: string } | undefined {
	let [text, key] = ['', '']
	for (const part of template) {
		const value = typeof part === 'string' ? part : valueOf(part, values)
		const his = typeof part === 'string' ? [] : wordsOf(value)
		if (typeof part !== 'string' && his.length === 0) return undefined
		key = his.reduce((longest, word) => (word.length > longest.length ? word : longest), key)
		// A star in somebody's name is no rule.
		text += typeof part === 'string' ? part : value.replaceAll(ANY, ' ')
	}
	const words = text.split(ANY).flatMap((piece, index) => [...(index > 0 ? [ANY] : []), ...wordsOf(piece)])
	return key === '' ? undefined : { words, key }
}

/** The words of a file's name, without its ending. */
const wordsOfName = (name: string): string[] => wordsOf(name.replace(/\.[^.\s]{1,8}$/, ''))

/** Folded; a capital in the middle begins a word, as in `DupontZoe`. */
function wordsOf(text: string): string[] {
	return foldText(text.normalize('NFC').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean)
}

/** Whether words follow a pattern of words and stars, each star for as few as will do. */
function fits(pattern: readonly string[], words: readonly string[]): boolean {
	let [at, star, resumeAt] = [0, -1, 0]
	for (let word = 0; word < words.length;) {
		if (pattern[at] === ANY) [star, resumeAt] = [at++, word]
		else if (pattern[at] === words[word]) [at, word] = [at + 1, word + 1]
		else if (star >= 0) [at, word] = [star + 1, ++resumeAt]
		else return false
	}
	return pattern.slice(at).every((rest) => rest === ANY)
}
