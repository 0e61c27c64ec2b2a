const LOCK = 'busy'

/** How many things in this window must not be cut short. */
let held = 0
const whenDone = new Set<() => void>()

/**
 * Says to all windows of this browser that something here must not be cut short by a reload: what is typed and not saved,
 * an open dialog, a mailing on its way. Until the function it returns is called.
 */
export function beBusy(): () => void {
	held += 1
	const releaseLock = hold()
	let over = false
	return () => {
		if (over) return
		over = true
		held -= 1
		releaseLock()
		if (held > 0) return
		for (const run of whenDone) run()
		whenDone.clear()
	}
}

/** Whether something in any window of this browser must not be cut short. */
export async function isAnyWindowBusy(): Promise<boolean> {
	if (held > 0 || !('locks' in navigator)) return held > 0
	const state = await navigator.locks.query()
	return state.held?.some(({ name }) => name === LOCK) ?? false
}

/** Whether something in this window must not be cut short. */
export const isBusy = (): boolean => held > 0

/** Runs this as soon as nothing in this window would be cut short, at once if so. */
export function whenNotBusy(run: () => void): void {
	if (held === 0) run()
	else whenDone.add(run)
}

function hold(): () => void {
	if (!('locks' in navigator)) return () => undefined
	const { promise, resolve } = Promise.withResolvers<void>()
	void navigator.locks.request(LOCK, { mode: 'shared' }, () => promise)
	return resolve
}
