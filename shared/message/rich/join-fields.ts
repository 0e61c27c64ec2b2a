import { findFields } from '#shared/message/template.ts'
import type { RichInline, RichTextRun } from './document.ts'

/**
 * Takes together a merge field whose letters are marked differently, in the marks of its first: `{{pre` and a bold
 * `nom}}` are one field, in the text as in the HTML.
 */
export function joinFields(inlines: readonly RichInline[]): RichInline[] {
	const joined: RichInline[] = []
	let line: RichTextRun[] = []
	for (const inline of inlines) {
		if (inline.type === 'text') line.push(inline)
		else {
			joined.push(...joinInLine(line), inline)
			line = []
		}
	}
	joined.push(...joinInLine(line))
	return joined
}

/** Every border between two runs that lies within a field moves to the end of it. */
function joinInLine(runs: readonly RichTextRun[]): RichTextRun[] {
	if (runs.length < 2) return [...runs]
	const whole = runs.map(({ text }) => text).join('')
	const fields = findFields(whole)
	const joined: RichTextRun[] = []
	let typedTo = 0
	let from = 0
	let next = 0
	for (const run of runs) {
		typedTo += run.text.length
		while ((fields[next]?.to ?? Infinity) <= typedTo) next += 1
		const field = fields[next]
		const to = field && field.from < typedTo ? field.to : typedTo
		if (to > from) joined.push({ ...run, text: whole.slice(from, to) })
		from = Math.max(from, to)
	}
	return joined
}
