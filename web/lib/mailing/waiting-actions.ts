import type { Mailing } from '#shared/mailing.ts'
import type { Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import { orderMailings, redraftMailing, rescheduleMailing, unwithdrawMailing } from '#web/db/waiting-mailings.ts'
import { takeBack } from '#web/outbox/waiting.ts'
import { m } from '#web/paraglide/messages.js'
import { storageText } from '#web/storage-words.ts'
import type { MailingDraft } from '#web/state/mailing-draft.svelte.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { formatSoon } from './moments.ts'

/** Makes a waiting mailing the draft again. What was being written is put aside, to the last word. */
export async function redraft(mailing: Mailing, draft: MailingDraft): Promise<void> {
	await draft.keep()
	if (told(await redraftMailing(mailing.id))) toasts.add(m.offline_redrafted(), { tone: 'success' })
}

/** Takes a waiting mailing back; one click lets it wait again. */
export async function withdraw(mailing: Mailing): Promise<void> {
	if (!told(await takeBack(mailing))) return
	const before = mailing.progress === 'scheduled' ? 'scheduled' : 'waiting'
	const action = { label: m.action_undo(), run: () => void unwithdrawMailing(mailing.id, before).then(told) }
	toasts.add(m.offline_withdrawn({ subject: mailing.subject }), { action })
}

/** Gives a mailing another time at which it leaves by itself; resolves to whether it has it. */
export async function reschedule(mailing: Mailing, sendAt: string): Promise<boolean> {
	const done = told(await rescheduleMailing(mailing.id, sendAt))
	if (done) toasts.add(m.schedule_done({ date: formatSoon(Date.parse(sendAt)) }), { tone: 'success' })
	return done
}

/** Puts the mailing at `from` in the place of the one at `to`. */
export async function move(group: readonly Mailing[], from: number, to: number): Promise<void> {
	const ids = group.map(({ id }) => id)
	ids.splice(to, 0, ...ids.splice(from, 1))
	const ordered = await orderMailings(ids)
	if (!ordered.ok) toasts.add(storageText(ordered.error.code), { tone: 'danger' })
}

/** Says why it could not be done, if so; returns whether it was. */
function told(done: Result<boolean, StorageFault>): boolean {
	if (!done.ok) toasts.add(storageText(done.error.code), { tone: 'danger' })
	else if (!done.value) toasts.add(m.offline_gone())
	return done.ok && done.value
}
