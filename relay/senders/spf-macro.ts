import { isIPv4 } from 'node:net'

/** What macros stand for: the address of a server, the domain whose record is read, and who the mail comes from. */
export type MacroValues = { ip: string; domain: string; sender: string }

const MACRO = /%(?:\{([slodiphv])(\d{0,3})(r?)([.\-+,/_=]*)\}|([%_-]))/gi
const LITERALS: Record<string, string> = { '%': '%', _: ' ', '-': '%20' }
const MAX_NAME = 253

/** Fills in the macros of a domain in an SPF record (RFC 7208 §7). `undefined` for a `%` that begins none. */
export function expandMacros(text: string, values: MacroValues): string | undefined {
	let filled = ''
	let from = 0
	for (const match of text.matchAll(MACRO)) {
		const before = text.slice(from, match.index)
		if (before.includes('%')) return undefined
		filled += before + fillIn(match, values)
		from = match.index + match[0].length
	}
	const rest = text.slice(from)
	if (rest.includes('%')) return undefined
	filled += rest
	// Too long a name loses labels from the left (§7.3).
	return filled.length <= MAX_NAME ? filled : filled.slice(-MAX_NAME).replace(/^[^.]*\./, '')
}

function fillIn(
	[, letter = '', digits = '', reversed = '', marks, literal]: RegExpExecArray,
	values: MacroValues
): string {
	if (literal !== undefined) return LITERALS[literal] ?? ''
	const delimiters = new Set(marks || '.')
	const parts = cutAt(valueOf(letter.toLowerCase(), values), delimiters)
	if (reversed !== '') parts.reverse()
	return (digits === '' ? parts : parts.slice(-Number(digits))).join('.')
}

function cutAt(value: string, delimiters: ReadonlySet<string>): string[] {
	const parts = ['']
	for (const character of value) {
		if (delimiters.has(character)) parts.push('')
		else parts.push((parts.pop() ?? '') + character)
	}
	return parts
}

function valueOf(letter: string, { ip, domain, sender }: MacroValues): string {
	const at = sender.lastIndexOf('@')
	const values: Record<string, string> = {
		s: sender,
		l: sender.slice(0, at),
		o: sender.slice(at + 1),
		d: domain,
		h: domain,
		p: 'unknown',
		i: isIPv4(ip) ? ip : nibblesOf(ip).join('.'),
		v: isIPv4(ip) ? 'in-addr' : 'ip6'
	}
	return values[letter] ?? ''
}

/** An IPv6 address as 32 hexadecimal digits. */
function nibblesOf(ip: string): string[] {
	const [left = '', right] = new URL(`http://[${ip}]/`).hostname.slice(1, -1).split('::')
	const groups = (part: string) => part.split(':').filter((group) => group !== '')
	const [before, after] = [groups(left), groups(right ?? '')]
	const middle = Array.from({ length: 8 - before.length - after.length }, () => '0')
	return [...before, ...middle, ...after].flatMap((group) => [...group.padStart(4, '0')])
}
