/** A merge field as it stands in a template: `{{name}}` or `{{name|fallback}}`. */
export type Field = { name: string; fallback: string | undefined }

/** A template cut into literal text and merge fields, in order; made once, rendered for every recipient. */
export type Template = readonly (string | Field)[]

/** What the fields of one recipient are called and hold; only own properties count. */
export type FieldValues = Readonly<Record<string, string>>

const FIELD = /^\s*([\p{L}\p{M}\p{Nd}_.-]{1,64})\s*(?:\|([^]*))?$/u

/** A merge field and where in a text it stands. */
export type FoundField = Field & { from: number; to: number }

/**
 * Finds the merge fields of a text, in order.
 *
 * A field is `{{name}}` or `{{name|fallback}}`, name of 1–64 letters, digits, `_ . -`, spaces around
 * ignored; any other braces are literal. Takes time linear in the text, whatever it holds.
 */
export function findFields(text: string): FoundField[] {
	const found: FoundField[] = []
	let end = -1
	for (let from = text.indexOf('{{'); from !== -1; from = text.indexOf('{{', from)) {
		if (end < from + 2) end = text.indexOf('}}', from + 2)
		if (end === -1) break
		const field = parseField(text.slice(from + 2, end))
		if (field) found.push({ ...field, from, to: end + 2 })
		from = field ? end + 2 : from + 1
	}
	return found
}

/** Cuts a text at its merge fields, see `findFields`. */
export function parseTemplate(text: string): Template {
	const parts: (string | Field)[] = []
	let literalFrom = 0
	for (const { from, to, name, fallback } of findFields(text)) {
		if (from > literalFrom) parts.push(text.slice(literalFrom, from))
		parts.push({ name, fallback })
		literalFrom = to
	}
	if (literalFrom < text.length) parts.push(text.slice(literalFrom))
	return parts
}

/** A field as it is written into a text. */
export const fieldSource = ({ name, fallback }: Field): string =>
	fallback === undefined ? `{{${name}}}` : `{{${name}|${fallback}}}`

/** Names of the fields in a template, each once, in order of appearance. */
export function listFieldNames(template: Template): string[] {
	return [...new Set(template.filter((part) => typeof part !== 'string').map((field) => field.name))]
}

/** Names of the fields that have neither a value nor a fallback: the message cannot be made without them. */
export function listMissingFields(template: Template, values: FieldValues): string[] {
	const missing = template.filter(
		(part) => typeof part !== 'string' && part.fallback === undefined && !Object.hasOwn(values, part.name)
	)
	return listFieldNames(missing)
}

/**
 * Puts one recipient's values in the place of the fields.
 *
 * The fallback stands in for a missing or empty value. What is inserted goes through `escape` and is never
 * expanded again. A field with neither is left out: check with `listMissingFields` first.
 */
export function renderTemplate(template: Template, values: FieldValues, escape = (value: string) => value): string {
	let rendered = ''
	for (const part of template) {
		rendered += typeof part === 'string' ? part : escape(valueOf(part, values))
	}
	return rendered
}

/** What stands in a field's place: its value, else its fallback, else nothing. */
export function valueOf({ name, fallback = '' }: Field, values: FieldValues): string {
	return (Object.hasOwn(values, name) && values[name]) || fallback
}

function parseField(inside: string): Field | undefined {
	const match = inside.length <= MAX_FIELD_LENGTH ? FIELD.exec(inside) : null
	if (!match?.[1]) return undefined
	return { name: match[1], fallback: match[2]?.trim() }
}

/** Longest inside of a field, in UTF-16 units: past it, the braces are literal. Keeps a hostile text cheap. */
const MAX_FIELD_LENGTH = 1000
