import type { Command } from '#web/commands/command.ts'
import { m } from '#web/paraglide/messages.js'
import type { GroupPanel } from './group-panel.svelte.ts'

/** What the screen of the groups offers to the palette and to the keys. */
export function listGroupCommands(screen: {
	panel: GroupPanel
	/** The box in which one searches, once there is much to search. */
	search: () => HTMLElement | undefined
}): Command[] {
	const { panel, search } = screen
	const here = { group: 'here' } as const
	return [
		{ ...here, id: 'groups.add', label: m.groups_new, icon: 'add', keys: ['N'], run: () => panel.add() },
		{
			...here,
			id: 'groups.search',
			label: m.groups_search,
			icon: 'search',
			keys: ['/'],
			offered: () => search() !== undefined,
			run: () => search()?.focus()
		},
		{
			...here,
			id: 'groups.close',
			label: m.action_close,
			icon: 'close',
			keys: ['Escape'],
			offered: () => panel.isOpen,
			run: () => panel.leave()
		}
	]
}
