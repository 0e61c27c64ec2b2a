import { SPORT_PAPERS, type SportPaper, type SportState } from '#shared/sport-paper.ts'
import { m } from '#web/paraglide/messages.js'

const PAPERS: Record<SportPaper, () => string> = {
	attestation: m.sport_paper_attestation,
	certificate: m.sport_paper_certificate
}

/** How a paper is called; empty for none, and what is none of ours as it stands. */
export const sportPaperWord = (paper: string): string =>
	Object.hasOwn(PAPERS, paper) ? PAPERS[paper as SportPaper]() : paper

/** The papers as one chooses among them. */
export const listSportPapers = (): { value: string; label: string }[] => [
	{ value: '', label: m.sport_paper_none() },
	...SPORT_PAPERS.map((value) => ({ value, label: sportPaperWord(value) }))
]

const STATES: Record<SportState, () => string> = {
	valid: m.sport_state_valid,
	renew: m.sport_state_renew,
	missing: m.sport_state_missing
}

/** What a member's paper is worth, in a word. */
export const sportStateWord = (state: string): string =>
	Object.hasOwn(STATES, state) ? STATES[state as SportState]() : state
