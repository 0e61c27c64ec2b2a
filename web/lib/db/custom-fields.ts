import { mergeNameFor, type CustomField, type CustomFieldDraft, type CustomFieldId } from '#shared/custom-field.ts'
import { dropValueWrites } from './member-links.ts'
import { namedRows } from './named-rows.ts'

/** The fields that the club added to its members' records; one that is removed takes its values along. */
export const customFields = namedRows<CustomFieldDraft, CustomFieldId, CustomField>({
	table: 'customFields',
	actions: { added: 'field-added', updated: 'field-updated', removed: 'fields-removed' },
	complete: ({ name }, rows) => ({ mergeName: mergeNameFor(name, rows) }),
	release: (ids) => dropValueWrites(ids)
})
