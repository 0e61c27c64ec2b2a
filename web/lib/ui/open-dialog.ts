interface Opened {
	close: () => void
}

let current: Opened | undefined

/** Makes `dialog` the open one; closes the one that was, for none ever stands on another. */
export function takeFloor(dialog: Opened): void {
	if (current && current !== dialog) current.close()
	current = dialog
}

/** Says that `dialog` is closed. Harmless when another one has taken its place. */
export function leaveFloor(dialog: Opened): void {
	if (current === dialog) current = undefined
}
