import type { Command } from '#web/commands/command.ts'
import { m } from '#web/paraglide/messages.js'
import { redoLast, undoLast } from './undo.ts'

/** Back and forth, on every screen. */
export const HISTORY_COMMANDS: readonly Command[] = [
	{
		id: 'history.undo',
		group: 'app',
		label: m.commands_undo,
		synonyms: m.commands_synonyms_undo,
		icon: 'undo',
		keys: ['Mod+Z'],
		run: () => void undoLast()
	},
	{
		id: 'history.redo',
		group: 'app',
		label: m.commands_redo,
		synonyms: m.commands_synonyms_redo,
		icon: 'redo',
		keys: ['Mod+Y', 'Mod+Shift+Z'],
		run: () => void redoLast()
	}
]
