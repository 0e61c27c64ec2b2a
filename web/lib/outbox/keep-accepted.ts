import { writtenIn, type Mailing } from '#shared/mailing.ts'
import { ok, type Result } from '#shared/result.ts'
import type { AcceptedEvent } from '#shared/wire/event.ts'
import type { StorageFault } from '#web/db/database.ts'
import { BLANK_DRAFT, readDraft, saveDraft } from '#web/db/drafts.ts'
import { updateMailing } from '#web/db/mailings.ts'
import { replaceSealedPassword } from '#web/db/smtp-accounts.ts'
import { contentOf } from './written-content.ts'

/**
 * Keeps what the relay says when it takes a mailing: its journal (the first one stays), and the password sealed anew,
 * for this mailing and for the account.
 */
export async function keepAccepted(mailing: Mailing, accepted: AcceptedEvent): Promise<Result<unknown, StorageFault>> {
	const { resealedPassword, journalEpoch } = accepted
	const patch: Partial<Mailing> = {
		...(mailing.journalEpoch === '' && { journalEpoch }),
		...(resealedPassword !== undefined && { smtp: { ...mailing.smtp, password: resealedPassword } })
	}
	if (resealedPassword !== undefined) {
		const kept = await replaceSealedPassword(mailing.smtp.password, resealedPassword)
		if (!kept.ok) return kept
	}
	return Object.keys(patch).length > 0 ? updateMailing(mailing.id, patch) : ok(undefined)
}

/** The draft has become this mailing, so it is emptied, unless it was changed since, or was when the mailing began to wait. */
export async function emptyDraft(mailing: Mailing): Promise<void> {
	if (mailing.heldAt !== undefined) return
	const [now, then] = [contentOf(await readDraft()), contentOf(writtenIn(mailing))]
	if (now.subject === then.subject && now.text === then.text && now.html === then.html) await saveDraft(BLANK_DRAFT)
}
