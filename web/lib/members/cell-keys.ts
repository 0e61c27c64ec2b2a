import type { MemberId } from '#shared/member.ts'
import type { ListedMember } from '#shared/listed-member.ts'
import { cellFieldOf, type CellDesk, type CellField, type CellWay } from './cell-desk.svelte.ts'
import type { Column } from './columns.ts'

/** What the list shows now. */
type Shown = { entries: readonly ListedMember[]; columns: readonly Column[] }

/** A cell of the list that can be written in. */
export type CellPlace = { row: number; field: CellField }

/** The fields of these columns that can be written in, in their order. */
const fieldsOf = (columns: readonly Column[]): CellField[] => columns.flatMap(({ id }) => cellFieldOf(id) ?? [])

/** Where F2 begins in a row: in the column that was written in last, else in the first that can be. */
export function firstField({ last }: CellDesk, columns: readonly Column[]): CellField | undefined {
	const fields = fieldsOf(columns)
	return last && fields.includes(last) ? last : fields[0]
}

/** The cell that a way leads to, from row to row; `undefined` past either end of the list. */
export function cellAfter(from: { id: MemberId; field: CellField }, way: CellWay, { entries, columns }: Shown) {
	const fields = fieldsOf(columns)
	const row = entries.findIndex(({ member }) => member.id === from.id)
	const step = way === 'next' ? 1 : -1
	const place = row * fields.length + fields.indexOf(from.field) + step
	const at: CellPlace = {
		row: Math.floor(place / fields.length),
		field: fields[((place % fields.length) + fields.length) % fields.length] ?? from.field
	}
	return row === -1 || at.row < 0 || at.row >= entries.length ? undefined : at
}

/** A double click of a mouse, where there is no finger that may only have scrolled. */
export const isByMouse = (): boolean => matchMedia('(hover: hover) and (pointer: fine)').matches
