const KEY = 'single-keys'

/** Whether keys without Ctrl or ⌘ act, on this device: who speaks to the computer, or shakes, switches them off. */
class SingleKeys {
	#on = $state(read())

	get on(): boolean {
		return this.#on
	}
	set on(on: boolean) {
		this.#on = on
		try {
			if (on) localStorage.removeItem(KEY)
			else localStorage.setItem(KEY, 'off')
		} catch {
			// Storage is blocked: the choice holds until the page is closed.
		}
	}
}

function read(): boolean {
	try {
		return localStorage.getItem(KEY) !== 'off'
	} catch {
		return true
	}
}

export const singleKeys = new SingleKeys()
