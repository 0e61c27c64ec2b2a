import { listFieldNames, parseTemplate, type Template } from '#shared/message/template.ts'

/** Shapes that filters against unwanted mail take for advertising. */
export type WordingFault = { code: 'subject-capitals' | 'subject-exclamations' | 'text-exclamations' | 'text-short' }

const FEWEST_LETTERS = 8
const SHORT_TEXT = 20

/** What in subject and text looks like advertising; the values of merge fields are not looked at. */
export function findWordingFaults(subject: string, text: string): WordingFault[] {
	const [spoken, said] = [literal(parseTemplate(subject)), literal(parseTemplate(text))]
	const body = said.trim()
	const faults = {
		'subject-capitals': isShouted(spoken),
		'subject-exclamations': count(spoken, /[!¡]/g) > 1 || /[€$]{2}/.test(spoken),
		'text-exclamations': /!(?:\s*!){2}/.test(said) || count(said, /!/g) > Math.max(4, said.length / 80),
		'text-short': body !== '' && body.length < SHORT_TEXT && listFieldNames(parseTemplate(text)).length === 0
	}
	const codes = Object.keys(faults) as WordingFault['code'][]
	return codes.filter((code) => faults[code]).map((code) => ({ code }))
}

/** Words that promise a file, as they stand in a text; `undefined` when none does. */
export function findPromisedFile(text: string): string | undefined {
	return PROMISE.exec(text)?.[0]
}

const PROMISE =
	/(?<![\p{L}-])(?:ci[-‑ ](?:joint|inclus)e?s?|en (?:pi[eè]ces? jointes?|pj|annexe)|(?:documents?|fichiers?|formulaires?|bulletins?|pi[eè]ces?|attestations?) (?:ci-)?joint(?:e?s?)|(?:see |please find )?attached (?:file|document|form))(?![\p{L}-])/iu

const literal = (template: Template) => template.map((part) => (typeof part === 'string' ? part : '')).join('')

function isShouted(text: string): boolean {
	const letters = count(text, /\p{L}/gu)
	return letters >= FEWEST_LETTERS && count(text, /\p{Lu}/gu) === letters
}

const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0
