import { foldText, hasWords, listSearchWords } from '#shared/search.ts'
import type { HelpPage, HelpSection } from './help-pages.ts'

/** A subject that was found, and the page it is on. */
export type FoundHelp = { page: HelpPage; section: HelpSection }

/** The subjects in which every word is found, whatever the accents; those named for them first. None for a blank search. */
export function findHelp(pages: readonly HelpPage[], query: string): FoundHelp[] {
	const words = listSearchWords(query)
	if (words.length === 0) return []
	return pages
		.flatMap((page) => page.sections.map((section) => ({ page, section })))
		.filter(({ page, section }) => hasWords(foldText(`${page.title} ${textOf(section)}`), words))
		.sort((a, b) => Number(isNamed(b, words)) - Number(isNamed(a, words)))
}

const isNamed = ({ section }: FoundHelp, words: string[]) => hasWords(foldText(section.title), words)

function textOf({ title, intro = '', steps = [], points = [], after = '' }: HelpSection): string {
	return [title, intro, ...steps, ...points, after].join(' ')
}
