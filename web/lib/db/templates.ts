import { namedRows } from './named-rows.ts'
import type { Template } from './schema.ts'

/** What a template says, under which name. */
export type TemplateDraft = Omit<Template, 'id' | 'createdAt' | 'updatedAt'>

/** The club's texts to begin a mailing with; nothing else names them. */
export const templates = namedRows<TemplateDraft, string, Template>({
	table: 'templates',
	actions: { added: 'template-added', updated: 'template-updated', removed: 'templates-removed' },
	release: () => Promise.resolve([])
})
