import type { Command } from '#web/commands/command.ts'
import { m } from '#web/paraglide/messages.js'
import type { PositionPanel } from './position-panel.svelte.ts'

/** What the screen of the positions offers to the palette and to the keys. */
export function listPositionCommands(screen: {
	panel: PositionPanel
	/** The box in which one searches, once there is much to search. */
	search: () => HTMLElement | undefined
}): Command[] {
	const { panel, search } = screen
	return [
		{
			id: 'positions.add',
			group: 'here',
			label: m.positions_form_add,
			icon: 'add',
			keys: ['N'],
			run: () => panel.add()
		},
		{
			id: 'positions.search',
			group: 'here',
			label: m.positions_search,
			icon: 'search',
			keys: ['/'],
			offered: () => search() !== undefined,
			run: () => search()?.focus()
		},
		{
			id: 'positions.close',
			group: 'here',
			label: m.action_close,
			icon: 'close',
			keys: ['Escape'],
			offered: () => panel.isOpen,
			run: () => panel.leave()
		}
	]
}
