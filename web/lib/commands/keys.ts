/** A key that types a character: it must never act while something is typed, and can be switched off. */
export const isSingleKey = (key: string): boolean => [...key].length === 1

/** Tells whether a key that was pressed is `key`: see `Command.keys`. */
export function matchesKey(event: KeyboardEvent, key: string): boolean {
	const parts = key.split('+')
	const name = parts.at(-1) ?? ''
	if (event.altKey || (event.ctrlKey || event.metaKey) !== parts.includes('Mod')) return false
	// Where a character is typed with Shift depends on the keyboard: `/` needs it on a French one.
	if (!isSingleKey(key) && event.shiftKey !== parts.includes('Shift')) return false
	return event.key.toLowerCase() === name.toLowerCase()
}

/** Tells whether keys pressed there are being typed into something. */
export function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false
	return target.isContentEditable || target.matches(`textarea, select, input${NOT_TYPED_INTO}`)
}

const NOT_TYPED_INTO = ':not([type="checkbox"], [type="radio"], [type="button"], [type="submit"], [type="file"])'
