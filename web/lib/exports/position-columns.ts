import type { Day } from '#shared/day.ts'
import { listName, type Member } from '#shared/member.ts'
import { compareTerms, isTermOn, termStateOn, type Position, type PositionTerm } from '#shared/position.ts'
import type { Register } from '#web/db/register.ts'
import { m } from '#web/paraglide/messages.js'
import { nameKind } from '#web/positions/words.ts'
import { dayColumn, type ExportColumn } from './export-table.ts'
import { formatInstant } from './instants.ts'

/** A position with one term of it; without one, nobody holds it. */
export type PositionLine = {
	position: Position
	term: PositionTerm | undefined
	/** Who holds it; `undefined` when nobody does, or he is no longer in the register. */
	holder: Member | undefined
	today: Day
}

const STATE_WORDS: Record<ReturnType<typeof termStateOn>, () => string> = {
	past: m.exports_term_past,
	current: m.exports_term_current,
	coming: m.exports_term_coming
}

/** Everything the register has of who holds what. */
export const POSITION_COLUMNS: readonly ExportColumn<PositionLine>[] = [
	{ id: 'name', title: m.exports_column_position, text: ({ position }) => position.name },
	{ id: 'kind', title: m.exports_column_kind, text: ({ position }) => nameKind(position) },
	{ id: 'description', title: m.exports_column_description, text: ({ position }) => position.description },
	{ id: 'holder', title: m.exports_column_holder, text: ({ holder }) => (holder ? listName(holder) : '') },
	{ id: 'email', title: m.members_field_email, text: ({ holder }) => holder?.email ?? '' },
	{ id: 'phone', title: m.members_field_phone, text: ({ holder }) => holder?.phone ?? '' },
	dayColumn({ id: 'from', title: m.exports_column_from, day: ({ term }) => term?.from ?? '' }),
	dayColumn({ id: 'to', title: m.exports_column_to, day: ({ term }) => term?.to ?? '' }),
	{
		id: 'state',
		title: m.exports_column_state,
		text: ({ term, today }) => (term ? STATE_WORDS[termStateOn(term, today)]() : m.exports_term_free())
	},
	{
		id: 'createdAt',
		title: m.exports_column_position_created,
		text: ({ position }) => formatInstant(position.createdAt),
		rare: true
	}
]

const collator = new Intl.Collator('fr', { numeric: true })

/**
 * Lines by name of position, a line for each who holds it, the latest first, and one for a position that nobody holds.
 * `wholeHistory`: also who held it once, or will.
 */
export function listPositionLines(register: Register, today: Day, wholeHistory: boolean): PositionLine[] {
	const members = new Map(register.members.map((member) => [member.id, member]))
	const wanted = register.terms.filter((term) => wholeHistory || isTermOn(term, today))
	const termsByPosition = Map.groupBy(wanted.toSorted(compareTerms), ({ positionId }) => positionId)
	return register.positions
		.toSorted((a, b) => collator.compare(a.name, b.name))
		.flatMap((position) => {
			const terms = termsByPosition.get(position.id) ?? [undefined]
			return terms.map((term) => ({ position, term, holder: term && members.get(term.memberId), today }))
		})
}
