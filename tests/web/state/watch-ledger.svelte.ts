import { seasonLedger } from '#web/state/season-ledger.svelte.ts'

/** Keeps the money of the season in force in memory, as a screen that shows it does. Returns what stops it. */
export const watchLedger = (): (() => void) =>
	$effect.root(() => {
		$effect(() => {
			void seasonLedger.current
		})
	})
