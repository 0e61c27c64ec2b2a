import { valueOf, type Field, type FieldValues, type Template } from '#shared/message/template.ts'

/** RFC 2045 §6.7 (5) says 76; the last one is left for the `=` of a soft line break. */
const MAX_COLUMN = 75
const SOFT_BREAK = '=\r\n'
/** What may stand as it is wherever a line has room for it: no `=`, no trailing space. */
const PLAIN = /^[ -<>-~]*[!-<>-~]$/
const LINE_END = /\r\n|\r|\n/
/** Stretches that stand as they are, and single characters that do not. */
const UNITS = /[\t -<>-~]+|[^]/gu

/** A text part of a mailing, its literal stretches encoded once for all. */
export type QuotedTemplate = readonly (string | QuotedField)[]
/** A field, with the space before it: at the end of a line, behind an empty value, that must be encoded. */
type QuotedField = { field: Field; before: string; column: number | undefined }

/**
 * Encodes a text with merge fields as quoted-printable.
 *
 * The text after a field begins on a line of its own, behind a soft line break, so that what stands there does not
 * depend on the length of the value.
 */
export function quoteTemplate(template: Template): QuotedTemplate {
	let column: number | undefined = 0
	let afterField = false
	let before = ''
	return template.map((part, index) => {
		if (typeof part !== 'string') {
			const field = { field: part, before, column: afterField ? undefined : column }
			before = ''
			afterField = true
			return field
		}
		const followed = typeof template[index + 1] === 'object'
		before = (followed && /[ \t]$/.exec(part)?.[0]) || ''
		const literal = part.slice(0, part.length - before.length)
		if (literal === '') return ''
		const endsLine = literal.search(LINE_END) === 0
		const quoted = quote(literal, afterField ? 0 : (column ?? 0))
		const encoded: string = afterField && !endsLine ? SOFT_BREAK + quoted.encoded : quoted.encoded
		column = quoted.column
		afterField = false
		return encoded
	})
}

/** The encoded text as one recipient gets it. `escape` is applied to values and fallbacks. */
export function fillQuoted(template: QuotedTemplate, values: FieldValues, escape = (value: string) => value): string {
	let text = ''
	let column = 0
	for (const part of template) {
		if (typeof part === 'string') {
			text += part
			continue
		}
		const quoted = quote(part.before + escape(valueOf(part.field, values)), part.column ?? column)
		text += quoted.encoded
		column = quoted.column
	}
	return text
}

/**
 * Encodes a text from a column on; tells in which column it ends. Line ends of all kinds become CRLF. Spaces before
 * them and at the end are encoded, characters are never torn apart, and no line begins with a dot: nothing is left for
 * DATA to double.
 */
function quote(text: string, column: number): { encoded: string; column: number } {
	if (text.length <= MAX_COLUMN - column && PLAIN.test(text) && (column > 0 || !text.startsWith('.')))
		return { encoded: text, column: column + text.length }
	const quoter = new Quoter(column)
	for (const [index, line] of text.split(LINE_END).entries()) {
		if (index > 0) quoter.endLine()
		const trailing = /[ \t]$/.exec(line)?.[0] ?? ''
		for (const [unit] of line.slice(0, line.length - trailing.length).matchAll(UNITS)) {
			if (isLiteral(unit)) quoter.literal(unit)
			else quoter.escaped(escapeCharacter(unit))
		}
		if (trailing !== '') quoter.escaped(escapeCharacter(trailing))
	}
	return quoter
}

/** Text that grows, broken where its lines are full. */
class Quoter {
	encoded = ''
	column: number

	constructor(column: number) {
		this.column = column
	}

	/** Adds what may be broken anywhere. */
	literal(text: string): void {
		for (let from = 0; from < text.length;) {
			if (this.column === MAX_COLUMN) this.#breakLine()
			if (this.column === 0 && text[from] === '.') {
				this.escaped('=2E')
				from += 1
			}
			const part = text.slice(from, from + MAX_COLUMN - this.column)
			this.encoded += part
			this.column += part.length
			from += part.length
		}
	}

	/** Adds one character, encoded, in one piece. */
	escaped(unit: string): void {
		if (this.column + unit.length > MAX_COLUMN) this.#breakLine()
		this.encoded += unit
		this.column += unit.length
	}

	endLine(): void {
		this.encoded += '\r\n'
		this.column = 0
	}

	#breakLine(): void {
		this.encoded += SOFT_BREAK
		this.column = 0
	}
}

function isLiteral(unit: string): boolean {
	const code = unit.charCodeAt(0)
	return (code >= 0x20 && code <= 0x7e && code !== 0x3d) || code === 0x09
}

const escapes = new Map<string, string>()
const MAX_ESCAPES = 2000

function escapeCharacter(character: string): string {
	const known = escapes.get(character)
	if (known !== undefined) return known
	const octets = Buffer.from(character) // A lone surrogate becomes U+FFFD here, as everywhere on the way.
	const escaped = [...octets].map((octet) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('')
	if (escapes.size < MAX_ESCAPES) escapes.set(character, escaped)
	return escaped
}
