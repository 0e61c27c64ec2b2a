import type { Command } from '#web/commands/command.ts'
import { m } from '#web/paraglide/messages.js'
import type { SeasonPanel } from './season-panel.svelte.ts'

/** What the screen of the seasons offers to the palette and to the keys. */
export function listSeasonCommands(panel: SeasonPanel): Command[] {
	const here = { group: 'here' } as const
	return [
		{ ...here, id: 'seasons.add', label: m.seasons_new, icon: 'add', keys: ['N'], run: () => panel.add() },
		{
			...here,
			id: 'seasons.close',
			label: m.action_close,
			icon: 'close',
			keys: ['Escape'],
			offered: () => panel.form !== undefined,
			run: () => panel.leave()
		}
	]
}
