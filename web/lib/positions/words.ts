import { formatDay, type Day } from '#shared/day.ts'
import { listName } from '#shared/member.ts'
import {
	POSITION_KINDS,
	termStateOn,
	type Position,
	type PositionKind,
	type PositionTermDraft
} from '#shared/position.ts'
import { m } from '#web/paraglide/messages.js'
import type { Holding } from '#web/state/position-list.svelte.ts'

const KINDS: Record<PositionKind, () => string> = {
	staff: m.positions_kind_staff,
	management: m.positions_kind_management,
	treasurer: m.positions_kind_treasurer,
	president: m.positions_kind_president,
	other: m.positions_kind_other
}

const FIELD_ERRORS = {
	'position-name-missing': m['position-name-missing'],
	'too-long': m['too-long'],
	'holder-missing': m['holder-missing'],
	day: m.day,
	'term-order': m['term-order'],
	'term-end-missing': m['term-end-missing']
}

/** What is wrong with a field, and what to do. */
export const fieldErrorText = (error: keyof typeof FIELD_ERRORS): string => FIELD_ERRORS[error]()

/** The kinds as one chooses among them. */
export const listKinds = (): { value: PositionKind; label: string }[] =>
	POSITION_KINDS.map((kind) => ({ value: kind, label: nameKind({ kind }) }))

/** The name of a position's kind. */
export const nameKind = ({ kind }: Pick<Position, 'kind'>): string => KINDS[kind]()

/** Who holds it, as lists write him. */
export const nameHolder = ({ member }: Holding): string => (member ? listName(member) : m.positions_holder_gone())

/** From when and until when, in words that say whether it lasts. */
export function describeTerm(term: PositionTermDraft, today: Day): string {
	const [from, to] = [formatDay(term.from), formatDay(term.to)]
	if (from !== '' && to !== '') return m.positions_term_from_to({ from, to })
	if (to !== '') return m.positions_term_to({ to })
	if (from === '') return m.positions_term_unknown()
	return termStateOn(term, today) === 'coming' ? m.positions_term_coming({ from }) : m.positions_term_since({ from })
}
