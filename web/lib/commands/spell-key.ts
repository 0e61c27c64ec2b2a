import { m } from '#web/paraglide/messages.js'

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
		if (part === 'Mod') return isMac() ? '⌘' : 'Ctrl'
		return NAMES[part]?.() ?? part
	})
}

const isMac = () => /mac|iphone|ipad/i.test(navigator.platform)
