import type { Component } from 'svelte'
import type { Member, MemberField, MemberId } from '#shared/member.ts'
import { findLeftForm } from '#web/state/kept-form.ts'
import type { CellEdit } from './cell-edit.svelte.ts'

/** The fields that are written in the list itself: one line of words, said by one column. */
const FIELDS = [
	'firstName',
	'email',
	'phone',
	'address',
	'postalCode',
	'city',
	'memberNumber',
	'licenceNumber'
] as const
export type CellField = (typeof FIELDS)[number] & MemberField

/** The field that a column of the list is written in, `undefined` where it takes the form. */
export const cellFieldOf = (column: string | undefined): CellField | undefined =>
	FIELDS.find((field) => field === column)

/** Where one goes on from a cell: to its row, to the next or the last cell that can be written in; or it was left already. */
export type CellWay = 'row' | 'next' | 'before' | 'left'

export type CellFieldProps = { edit: CellEdit; onend: (way: CellWay) => void }

/** The one cell of the list that is being written in, if any. What that takes is fetched with the first. */
export class CellDesk {
	edit = $state.raw<CellEdit>()
	Field = $state.raw<Component<CellFieldProps>>()
	/** The field written in last: further down the same column one goes on. */
	last: CellField | undefined

	/** The edit in this member's row, `undefined` for every other row. */
	of(id: MemberId): CellEdit | undefined {
		return this.edit?.memberId === id ? this.edit : undefined
	}

	/** Makes a cell a field; what stood in another is kept first. */
	async open(member: Member, field: CellField): Promise<void> {
		const { CellEdit } = await this.#load()
		await this.edit?.save()
		this.last = field
		this.edit = new CellEdit(member, field)
	}

	/** Brings back what was being written when the page was closed. */
	async recover(find: (id: MemberId) => Member | undefined): Promise<void> {
		const left = await findLeftForm('cell')
		const member = left && find(left.memberId)
		const field = cellFieldOf(left?.field)
		if (!left || !member || !field || this.edit) return
		const { CellEdit } = await this.#load()
		this.edit = new CellEdit(member, field, left)
	}

	/** Leaves the list: what is written is kept, or found again where it cannot be. */
	async leave(): Promise<void> {
		const { edit } = this
		if (edit && !(await edit.save())) edit.suspend()
	}

	async #load() {
		const [loaded, { default: Field }] = await Promise.all([
			import('./cell-edit.svelte.ts'),
			import('./CellField.svelte')
		])
		this.Field = Field
		return loaded
	}
}
