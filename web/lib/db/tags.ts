import type { Tag, TagDraft, TagId } from '#shared/tag.ts'
import { unlinkWrites } from './member-links.ts'
import { namedRows } from './named-rows.ts'

/** The tags that members may bear; one that is removed is taken off everybody. */
export const tags = namedRows<TagDraft, TagId, Tag>({
	table: 'tags',
	actions: { added: 'tag-added', updated: 'tag-updated', removed: 'tags-removed' },
	release: (ids) => unlinkWrites('tagIds', ids)
})
