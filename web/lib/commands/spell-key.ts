import { m } from '#web/paraglide/messages.js'
import { modifierKey } from './modifier-key.ts'

const NAMES: Record<string, () => string> = {
	Shift: m.commands_key_shift,
	Escape: m.commands_key_escape,
	Enter: m.commands_key_enter,
	Delete: m.commands_key_delete,
	Space: m.commands_key_space,
	Home: m.commands_key_home,
	End: m.commands_key_end,
	PageUp: m.commands_key_page_up,
	PageDown: m.commands_key_page_down,
	ArrowUp: () => '↑',
	ArrowDown: () => '↓'
}

/** The parts of a key as they are printed on this keyboard: `Ctrl`, `K`; on a Mac `⌘`, `K`. */
export function spellKey(key: string): string[] {
	return key.split('+').map((part) => {
		if (part === 'Mod') return modifierKey()
		return NAMES[part]?.() ?? part
	})
}
