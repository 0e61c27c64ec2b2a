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

/** The kinds as one chooses among them. */
export const listKinds = (): { value: PositionKind; label: string }[] =>
	POSITION_KINDS.map((kind) => ({ value: kind, label: nameKind({ kind }) }))

/** The name of a position's kind. */
export const nameKind = ({ kind }: Pick<Position, 'kind'>): string => m[`positions_kind_${kind}`]()

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
