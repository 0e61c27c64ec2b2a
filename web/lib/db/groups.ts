import type { Group, GroupDraft, GroupId } from '#shared/group.ts'
import { unlinkWrites } from './member-links.ts'
import { namedRows } from './named-rows.ts'

/** The groups that members may be in; from one that is removed, everybody is taken out. */
export const groups = namedRows<GroupDraft, GroupId, Group>({
	table: 'groups',
	actions: { added: 'group-added', updated: 'group-updated', removed: 'groups-removed' },
	release: (ids) => unlinkWrites('groupIds', ids)
})
