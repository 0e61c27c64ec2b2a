import { EMPTY_GROUP, GroupDraft, type Group, type GroupId } from '#shared/group.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import type { FormDraft } from '#web/db/form-drafts.ts'
import { groups } from '#web/db/groups.ts'
import type { KnownName } from '#web/db/named-rows.ts'
import { EntryForm } from './entry-form.svelte.ts'
import { findLeftForm } from './kept-form.ts'

/** `group-gone`: it was removed while one was typing. */
export type GroupFault = StorageFault | KnownName<GroupId> | { code: 'group-gone' }

export type GroupForm = EntryForm<'group', GroupDraft, GroupId, GroupFault> & {
	/** The group it changes, `undefined` for a new one. */
	groupId: GroupId | undefined
}

/** A form that adds a group, or changes the one given. */
export function groupForm(
	groupId?: GroupId,
	base: GroupDraft = EMPTY_GROUP,
	recovered?: FormDraft<'group'>
): GroupForm {
	const form = new EntryForm<'group', GroupDraft, GroupId, GroupFault>({
		kind: 'group',
		schema: GroupDraft,
		base,
		recovered,
		contentOf: (shown, entry) => ({ groupId, base: shown, entry }),
		store: (draft, changes) => (groupId === undefined ? groups.add(draft) : storeGroup(groupId, changes))
	})
	return Object.assign(form, { groupId })
}

/** A form over a group as it is now. */
export const editGroupForm = ({ id, name, schedule, place, leader }: Group): GroupForm =>
	groupForm(id, { name, schedule, place, leader })

/** The last form over a group that was neither saved nor given up: see `findLeftForm`. */
export async function recoverGroupForm(): Promise<GroupForm | undefined> {
	const left = await findLeftForm('group')
	return left && groupForm(left.groupId, left.base, left)
}

async function storeGroup(id: GroupId, changes: Partial<GroupDraft>): Promise<Result<GroupId, GroupFault>> {
	if (!(await groups.list()).some((group) => group.id === id)) return err({ code: 'group-gone' })
	const updated = await groups.update(id, changes)
	return updated.ok ? ok(id) : updated
}
