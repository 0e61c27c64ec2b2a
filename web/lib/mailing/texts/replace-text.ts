import { CURRENT, readDraft } from '#web/db/drafts.ts'
import { keepDraftVersion } from '#web/db/draft-versions.ts'
import type { Draft } from '#web/db/schema.ts'
import { m } from '#web/paraglide/messages.js'
import type { MailingDraft } from '#web/state/mailing-draft.svelte.ts'
import { storageText } from '#web/storage-words.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'

export type Texts = Pick<Draft, 'subject' | 'body' | 'doc'>

/**
 * Puts a text in the place of what is written, for the same recipients. What stood there is among the earlier versions,
 * and comes back at one click.
 */
export async function replaceText(draft: MailingDraft, { subject, body, doc }: Texts, done: string): Promise<void> {
	const before = draft.written
	await draft.keep()
	const kept = await keepDraftVersion({ ...(await readDraft()), id: CURRENT })
	if (!kept.ok) return void toasts.add(storageText(kept.error.code), { tone: 'danger' })
	draft.replace({ ...before, subject, body, doc })
	toasts.add(done, { tone: 'success', action: { label: m.action_undo(), run: () => draft.replace(before) } })
}

const FIRST_WORDS = 90

/** How a text begins, on one line. */
export const firstWords = (body: string): string => {
	const line = body
		.slice(0, 4 * FIRST_WORDS)
		.replace(/^[=-]+$/gm, '')
		.replace(/\s+/g, ' ')
		.trim()
	return line.length > FIRST_WORDS ? `${line.slice(0, FIRST_WORDS)}…` : line
}
