import { resolve } from '$app/paths'
import type { Command } from '#web/commands/command.ts'
import { desk } from '#web/commands/desk.svelte.ts'
import { helpPageOf } from '#web/help/help-address.ts'
import { HISTORY_COMMANDS } from '#web/history/history-commands.ts'
import { m } from '#web/paraglide/messages.js'

type Surroundings = {
	/** Path of the screen that is open. */
	path: string
	/** Opens the screen of that address. */
	go: (href: string) => void
}

/** What can be done by a key on every screen; `palette-commands.ts` has what is only looked up. */
export const listShellCommands = (props: Surroundings): Command[] => [...HISTORY_COMMANDS, ...listHelp(props)]

function listHelp({ path, go }: Surroundings): Command[] {
	return [
		{
			id: 'palette',
			group: 'app',
			label: m.commands_open,
			icon: 'search',
			keys: ['Mod+K', '/'],
			whileTyping: true,
			listed: false,
			run: () => desk.openPalette()
		},
		{
			id: 'keys',
			group: 'app',
			label: m.commands_keys,
			synonyms: m.commands_synonyms_keys,
			icon: 'info',
			keys: ['?'],
			run: () => desk.openKeys()
		},
		{
			id: 'help',
			group: 'app',
			label: m.commands_help,
			synonyms: m.commands_synonyms_help,
			icon: 'help',
			keys: ['F1'],
			whileTyping: true,
			offered: () => !path.startsWith(resolve('/aide')),
			run: () => go(resolve('/aide/[page]', { page: helpPageOf(path) }))
		}
	]
}
