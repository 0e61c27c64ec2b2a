import type { IconName } from '#web/ui/icons.ts'

/** Where a command stands: with the screen that is open, among the ways to the screens, or with the app itself. */
export type CommandGroup = 'here' | 'screens' | 'app'

/** One thing that can be done, whatever sets it off: a key, the palette, a button. */
export interface Command {
	/** Names it for good, `members.add`: what was chosen lately is remembered by it. */
	id: string
	group: CommandGroup
	/** What it does, in the words that stand on its button. */
	label: () => string
	/** Other words that one may look for it by. */
	synonyms?: () => string
	icon: IconName
	/** Keys that do it: `/`, `Escape`, `Mod+Shift+Z`, where `Mod` is Ctrl, or ⌘ on a Mac. */
	keys?: readonly string[]
	/** Its keys are heard in a field too, but for those that type a character; others belong to what is being typed. */
	whileTyping?: boolean
	/** `false` for what has keys but no place among the choices of the palette. */
	listed?: boolean
	/** Whether it can be done now. */
	offered?: () => boolean
	/**
	 * Does it. Absent where the control in focus answers the keys by itself: they stand on the sheet all the same.
	 * `argument` is what it is about, for commands that the palette runs for one thing of many.
	 */
	run?: (argument?: string) => void
}

/** Lists what can be done now. */
export type ListCommands = () => readonly Command[]
