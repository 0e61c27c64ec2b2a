import * as v from 'valibot'
import type { Day } from '#shared/day.ts'
import { EMPTY_POSITION, PositionDraft, PositionTermDraft, type PositionId } from '#shared/position.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import type { FormDraft, TermTask } from '#web/db/form-drafts.ts'
import { addPosition, assignPosition, findPosition, findTerm, freePosition } from '#web/db/positions.ts'
import { updatePosition, updateTerm } from '#web/db/positions.ts'
import { EntryForm } from './entry-form.svelte.ts'
import { findLeftForm } from './kept-form.ts'

/** `position-gone`, `term-gone`: it was removed while one was typing. */
export type PositionFault = StorageFault | { code: 'position-gone' | 'term-gone' }

export type PositionForm = EntryForm<'position', PositionDraft, PositionId, PositionFault> & {
	/** The position it changes, `undefined` for a new one. */
	positionId: PositionId | undefined
}
export type TermForm = EntryForm<'position-term', PositionTermDraft, PositionId, PositionFault> & {
	positionId: PositionId
	task: TermTask
}

/** A form that adds a position, or changes the one given. */
export function positionForm(
	positionId?: PositionId,
	base: PositionDraft = EMPTY_POSITION,
	recovered?: FormDraft<'position'>
): PositionForm {
	const form = new EntryForm<'position', PositionDraft, PositionId, PositionFault>({
		kind: 'position',
		schema: PositionDraft,
		base,
		recovered,
		contentOf: (shown, entry) => ({ positionId, base: shown, entry }),
		store: (draft, changes) => (positionId === undefined ? addPosition(draft) : storePosition(positionId, changes))
	})
	return Object.assign(form, { positionId })
}

/** A form that changes a position as it is now, `undefined` when there is none of that id. */
export async function openPositionForm(id: PositionId): Promise<PositionForm | undefined> {
	const position = await findPosition(id)
	return position && positionForm(id, pickDraft(position))
}

/** Where one frees a position, it ends on a day. */
const EndedTerm = v.pipe(
	PositionTermDraft,
	v.forward(
		v.check(({ to }) => to !== '', 'term-end-missing'),
		['to']
	)
)

type TermFormProps = {
	positionId: PositionId
	task: TermTask
	base: PositionTermDraft
	recovered?: FormDraft<'position-term'>
}

/** A form about one member's time in a position. */
export function termForm({ positionId, task, base, recovered }: TermFormProps): TermForm {
	const form = new EntryForm<'position-term', PositionTermDraft, PositionId, PositionFault>({
		kind: 'position-term',
		schema: task.kind === 'free' ? EndedTerm : PositionTermDraft,
		base,
		recovered,
		contentOf: (shown, entry) => ({ positionId, task, base: shown, entry }),
		store: (draft) => storeTerm(positionId, task, draft)
	})
	return Object.assign(form, { positionId, task })
}

/** The last form of this screen that was neither saved nor given up: see `findLeftForm`. */
export async function recoverPositionForm(): Promise<PositionForm | TermForm | undefined> {
	const position = await findLeftForm('position')
	if (position) return positionForm(position.positionId, position.base, position)
	const term = await findLeftForm('position-term')
	return term && termForm({ ...term, recovered: term })
}

/** Tells the two forms of the screen apart. */
export const isTermForm = (form: PositionForm | TermForm): form is TermForm => 'task' in form

async function storePosition(
	id: PositionId,
	changes: Partial<PositionDraft>
): Promise<Result<PositionId, PositionFault>> {
	if (!(await findPosition(id))) return err({ code: 'position-gone' })
	const updated = await updatePosition(id, changes)
	return updated.ok ? ok(id) : updated
}

async function storeTerm(
	id: PositionId,
	task: TermTask,
	draft: PositionTermDraft
): Promise<Result<PositionId, PositionFault>> {
	if (!(await findPosition(id))) return err({ code: 'position-gone' })
	if (task.kind !== 'assign' && !(await findTerm(task.termId))) return err({ code: 'term-gone' })
	const stored = await writeTerm(id, task, draft)
	return stored.ok ? ok(id) : stored
}

function writeTerm(id: PositionId, task: TermTask, draft: PositionTermDraft) {
	if (task.kind === 'assign') return assignPosition(id, draft)
	return task.kind === 'edit' ? updateTerm(task.termId, draft) : freePosition(task.termId, draft.to as Day)
}

const pickDraft = ({ name, kind, description }: PositionDraft): PositionDraft => ({ name, kind, description })
