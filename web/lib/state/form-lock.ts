/** Says to all windows of this browser that a form is being filled in, until the function it returns is called. */
export function holdForm(draftId: string): () => void {
	if (!hasLocks()) return () => undefined
	const { promise, resolve } = Promise.withResolvers<void>()
	void navigator.locks.request(draftId, () => promise)
	return resolve
}

/** Names of the forms being filled in now, in any window of this browser. */
export async function listHeldForms(): Promise<Set<string>> {
	if (!hasLocks()) return new Set()
	const { held } = await navigator.locks.query()
	return new Set(held?.map(({ name }) => name ?? ''))
}

/** The browser has none on an address without TLS: forms are then kept all the same, but not told apart by window. */
const hasLocks = () => 'locks' in navigator
