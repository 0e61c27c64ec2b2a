import type { Command } from '#web/commands/command.ts'
import { m } from '#web/paraglide/messages.js'

/** Fetched with the first key pressed: it brings the words for everything that can be done. */
const undo = () => import('./undo.ts')

/** Back and forth, on every screen. */
export const HISTORY_COMMANDS: readonly Command[] = [
	{
		id: 'history.undo',
		group: 'app',
		label: m.commands_undo,
		synonyms: m.commands_synonyms_undo,
		icon: 'undo',
		keys: ['Mod+Z'],
		run: () => void undo().then(({ undoLast }) => undoLast())
	},
	{
		id: 'history.redo',
		group: 'app',
		label: m.commands_redo,
		synonyms: m.commands_synonyms_redo,
		icon: 'redo',
		keys: ['Mod+Y', 'Mod+Shift+Z'],
		run: () => void undo().then(({ redoLast }) => redoLast())
	}
]
