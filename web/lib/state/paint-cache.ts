const KEY = 'paint'

/** Keeps what the first frame of the next start is painted with; web/static/before-paint.js reads it. */
export function keepPaint(paint: string): void {
	try {
		localStorage.setItem(KEY, paint)
	} catch {
		// Storage is blocked: the next start begins in our own colours.
	}
}

/** Another club will be open at the next start: the look of this one must not flash in. */
export function forgetPaint(): void {
	try {
		localStorage.removeItem(KEY)
	} catch {
		// Storage is blocked: nothing was kept.
	}
}
