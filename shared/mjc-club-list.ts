import * as v from 'valibot'
import { clubNameKey, MjcClubDraft } from './mjc-club.ts'

/** What becomes of a line of a list of clubs; each equals the end of its key in the catalogue. */
export type ClubLineOutcome = 'new' | 'known' | 'doubled' | 'title' | 'unreadable' | 'too-long'

/** One line that is not blank: its number from 1, the club it names, and what becomes of it. */
export type ClubLine = { number: number; name: string; outcome: ClubLineOutcome }

/** What a spreadsheet may call the column, folded. */
const TITLES = new Set([
	'club',
	'clubs',
	'club mjc',
	'clubs mjc',
	'nom',
	'nom du club',
	'nom du club mjc',
	'mjc',
	'name'
])
/** What a file in another form leaves behind: signs that no keyboard types, or the mark of a letter that was lost. */
const UNREADABLE = /[\p{Cc}\uFFFD]/u
const QUOTED_CELL = /^\s*"((?:[^"]|"")*)"\s*(?:[;,\t]|$)/

/**
 * Reads a list of clubs, one a line: pasted, or the text of a file of which the first filled column counts.
 * `isKnown` tells whether there is a club of that key (see `clubNameKey`) already.
 */
export function parseClubList(text: string, isKnown: (key: string) => boolean): ClubLine[] {
	const seen = new Set<string>()
	return text.split(/\r\n|\r|\n/).flatMap((line, index): ClubLine[] => {
		const name = firstCell(line)
		if (name === '') return []
		const key = clubNameKey(name)
		const isFirst = seen.size === 0
		const outcome = judge({
			name,
			isKnown: isKnown(key),
			isDoubled: seen.has(key),
			isTitle: isFirst && TITLES.has(key)
		})
		seen.add(key)
		return [{ number: index + 1, name, outcome }]
	})
}

/** How many lines there are of each outcome. */
export function countOutcomes(lines: readonly ClubLine[]): Record<ClubLineOutcome, number> {
	const counts = { new: 0, known: 0, doubled: 0, title: 0, unreadable: 0, 'too-long': 0 }
	for (const { outcome } of lines) counts[outcome]++
	return counts
}

type Findings = { name: string; isKnown: boolean; isDoubled: boolean; isTitle: boolean }

function judge({ name, isKnown, isDoubled, isTitle }: Findings): ClubLineOutcome {
	if (UNREADABLE.test(name) || !/[\p{L}\p{N}]/u.test(name)) return 'unreadable'
	if (!v.is(MjcClubDraft, { name })) return 'too-long'
	if (isTitle && !isKnown) return 'title'
	if (isDoubled) return 'doubled'
	return isKnown ? 'known' : 'new'
}

/** The first cell that holds something, without its quotes and with single spaces. A comma belongs to the name. */
function firstCell(line: string): string {
	let rest = line
	while (rest !== '') {
		const quoted = QUOTED_CELL.exec(rest)
		const cell = quoted?.[1]?.replaceAll('""', '"') ?? rest.replace(/[;\t].*$/, '')
		const name = cell.trim().replace(/\s{2,}/g, ' ')
		if (name !== '') return name
		rest = rest.slice(quoted?.[0].length ?? cell.length + 1)
	}
	return ''
}
