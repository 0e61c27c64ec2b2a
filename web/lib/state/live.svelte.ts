import { liveQuery } from 'dexie'
import { createSubscriber } from 'svelte/reactivity'

/**
 * A database query as reactive state, run again whenever a table that it read changes, in this window or another.
 *
 * `current` is `undefined` until the first result; it throws what the query threw, for the nearest boundary to show.
 */
export function live<T>(query: () => Promise<T>): { readonly current: T | undefined } {
	let value: T | undefined
	let failure: { reason: unknown } | undefined

	const subscribe = createSubscriber((update) => {
		const subscription = liveQuery(query).subscribe({
			next: (result) => {
				value = result
				failure = undefined
				update()
			},
			error: (reason: unknown) => {
				failure = { reason }
				update()
			}
		})
		return () => subscription.unsubscribe()
	})

	return {
		get current() {
			subscribe()
			if (failure) throw failure.reason
			return value
		}
	}
}
