import { roster } from '#web/state/roster.svelte.ts'

/** Reads the roster as a screen does, until the function it gives is called. */
export const watchRoster = (): (() => void) =>
	$effect.root(() => {
		$effect(() => void roster.entries)
	})
