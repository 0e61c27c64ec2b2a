import type { SqlValue } from './record.ts'

/** A column of a table, as the statement that made the table has it. */
export type Column = {
	name: string
	/** What a row holds that was written before the column was there. */
	fallback: SqlValue
	/** The column is the number of the row, and stored nowhere else. */
	isRowid: boolean
}

/** A word, number, mark or quoted text of a statement; `name`: what a quoted or bare name stands for. */
type Token = { text: string; name: string; isQuoted: boolean }

const TOKEN =
	/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}_$][\p{L}\p{N}_$]*|[\d.]+(?:e[+-]?\d+)?|\S/giu
const TABLE_CONSTRAINTS = /^(?:CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)$/i
const COLUMN_CONSTRAINTS = /^(?:CONSTRAINT|PRIMARY|NOT|NULL|UNIQUE|CHECK|DEFAULT|COLLATE|REFERENCES|GENERATED|AS)$/i

/** The stored columns of a `CREATE TABLE`, in the order in which records hold them; none when it is no such statement. */
export function parseColumns(sql: string): Column[] {
	const parts = splitDefinitions(tokenize(sql))
	const ends = parts.findIndex(
		([first]) => first !== undefined && !first.isQuoted && TABLE_CONSTRAINTS.test(first.text)
	)
	const definitions = ends === -1 ? parts : parts.slice(0, ends)
	const key = ends === -1 ? undefined : findTableKey(parts.slice(ends))
	return definitions.flatMap((tokens) => parseColumn(tokens, key))
}

function tokenize(sql: string): Token[] {
	return (sql.match(TOKEN) ?? []).flatMap((text): Token[] => {
		if (/^(?:--|\/\*)/.test(text)) return []
		const quote = text[0] ?? ''
		if (text.length < 2 || !`'"\`[`.includes(quote)) return [{ text, name: text, isQuoted: false }]
		const inside = text.slice(1, -1)
		return [{ text, name: quote === '[' ? inside : inside.replaceAll(quote + quote, quote), isQuoted: true }]
	})
}

/** What stands between the outer parentheses, parted at its own commas. */
function splitDefinitions(tokens: readonly Token[]): Token[][] {
	const start = tokens.findIndex(({ text }) => text === '(')
	const parts: Token[][] = [[]]
	let depth = 1
	for (const token of start === -1 ? [] : tokens.slice(start + 1)) {
		if (token.text === '(') depth += 1
		if (token.text === ')') depth -= 1
		if (depth === 0) break
		if (token.text === ',' && depth === 1) parts.push([])
		else parts.at(-1)?.push(token)
	}
	return parts.filter((part) => part.length > 0)
}

/** The one column of a `PRIMARY KEY (…)` that stands by itself. */
function findTableKey(constraints: readonly Token[][]): string | undefined {
	for (const tokens of constraints) {
		const at = tokens.findIndex(({ text }) => /^PRIMARY$/i.test(text))
		const columns = at === -1 ? [] : tokens.slice(at + 3)
		if (columns[0] && !columns.some(({ text }) => text === ',')) return columns[0].name.toLowerCase()
	}
	return undefined
}

function parseColumn([first, ...rest]: Token[], tableKey: string | undefined): Column[] {
	if (first === undefined) return []
	const words = rest.filter(({ isQuoted }) => !isQuoted).map(({ text }) => text.toUpperCase())
	const isGenerated = words.includes('AS')
	if (isGenerated && !words.includes('STORED')) return []
	const typeEnds = rest.findIndex(({ text, isQuoted }) => !isQuoted && COLUMN_CONSTRAINTS.test(text))
	const type = (typeEnds === -1 ? rest : rest.slice(0, typeEnds)).map(({ name }) => name.toUpperCase()).join(' ')
	const isKey = words.includes('PRIMARY') || first.name.toLowerCase() === tableKey
	return [{ name: first.name.toLowerCase(), fallback: fallbackOf(rest), isRowid: isKey && type === 'INTEGER' }]
}

function fallbackOf(tokens: readonly Token[]): SqlValue {
	const at = tokens.findIndex(({ text }) => /^DEFAULT$/i.test(text))
	const [value, further] = at === -1 ? [] : tokens.slice(at + 1)
	if (value === undefined) return null
	if (value.isQuoted) return value.name
	const text = value.text === '-' || value.text === '+' ? value.text + (further?.text ?? '') : value.text
	return text !== '' && Number.isFinite(Number(text)) ? Number(text) : null
}
