import type { MemberId } from '#shared/member.ts'
import type { Command } from '#web/commands/command.ts'
import { m } from '#web/paraglide/messages.js'

type Doings = Record<
	| 'add'
	| 'further'
	| 'edit'
	| 'remove'
	| 'exportThem'
	| 'printThem'
	| 'write'
	| 'search'
	| 'filter'
	| 'columns'
	| 'duplicates'
	| 'closeForm',
	() => void
> & {
	open: (id: MemberId) => void
	isFormOpen: () => boolean
}

/** What the screen of the members offers to the palette and to the keys. */
export function listMemberCommands(doings: Doings): Command[] {
	return [...listActions(doings), ...listForms(doings), ...ROW_COMMANDS]
}

function listActions(doings: Doings): Command[] {
	const { add, further, edit, remove, exportThem, printThem, write, search, filter, columns, duplicates } = doings
	return [
		{ ...named('add', m.members_add, m.members_synonyms_add), icon: 'add', keys: ['N'], run: add },
		{
			...named('further', m.families_further, m.families_further_synonyms),
			icon: 'person-add',
			keys: ['A'],
			run: further
		},
		{ ...named('edit', m.members_edit, m.members_synonyms_edit), icon: 'edit', run: edit },
		{ ...named('remove', m.members_remove, m.members_synonyms_remove), icon: 'delete', keys: ['Delete'], run: remove },
		{ ...named('export', m.members_export, m.members_synonyms_export), icon: 'export', run: exportThem },
		{ ...named('print', m.print_members, m.print_members_synonyms), icon: 'print', run: printThem },
		{ ...named('mailing', m.members_open_mailing, m.members_synonyms_mailing), icon: 'mail', run: write },
		{ ...named('search', m.members_search), icon: 'search', keys: ['/'], run: search },
		{ ...named('filter', m.members_filter, m.members_synonyms_filter), icon: 'filter', keys: ['F'], run: filter },
		{ ...named('columns', m.members_columns, m.members_synonyms_columns), icon: 'columns', keys: ['C'], run: columns },
		{
			...named('duplicates', m.members_duplicates_open, m.members_synonyms_duplicates),
			icon: 'members',
			run: duplicates
		}
	]
}

function listForms({ open, closeForm, isFormOpen }: Doings): Command[] {
	return [
		{
			...named('open', m.members_form_edit),
			icon: 'person',
			listed: false,
			run: (id) => id !== undefined && open(id as MemberId)
		},
		{
			...named('close-form', m.members_close_form),
			icon: 'close',
			keys: ['Escape'],
			offered: isFormOpen,
			run: closeForm
		}
	]
}

/** Answered by the row in focus: see `row-keys.ts`. */
const ROW_COMMANDS: readonly Command[] = [
	{ ...named('rows', m.commands_rows), icon: 'sort', keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'] },
	{ ...named('rows-ends', m.commands_rows_ends), icon: 'sort', keys: ['Home', 'End'] },
	{ ...named('row-tick', m.commands_row_tick), icon: 'check', keys: ['Space', 'X'] },
	{ ...named('row-cell', m.commands_row_cell), icon: 'edit', keys: ['F2'] },
	{ ...named('row-open', m.commands_row_open), icon: 'person', keys: ['Enter'] }
]

function named(id: string, label: () => string, synonyms?: () => string): Pick<Command, 'id' | 'group' | 'label'> {
	return { id: `members.${id}`, group: 'here', label, ...(synonyms && { synonyms }) }
}
