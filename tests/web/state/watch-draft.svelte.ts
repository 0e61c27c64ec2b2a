import type { MailingDraft } from '#web/state/mailing-draft.svelte.ts'

/** Watches a draft as a component would, and calls back at each change of its subject. Returns what stops it. */
export function watchDraft(draft: MailingDraft, onsubject?: () => void): () => void {
	return $effect.root(() => {
		draft.watch()
		$effect(() => {
			if (draft.subject !== undefined) onsubject?.()
		})
	})
}
