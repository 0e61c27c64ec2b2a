import type { MailingId } from '#shared/mailing.ts'
import { listOpenMailings } from '#web/db/mailings.ts'
import { outbox } from '#web/outbox/outbox.svelte.ts'

/**
 * Gives the password just saved to the mailings under way by the same account. `wanted` is the one it was typed for: it
 * goes on even if the password is the old one. Resolves to those it could not be given to, if it was typed for them.
 */
export async function takeNewPassword(wanted: MailingId | undefined): Promise<ReadonlySet<MailingId>> {
	for (const { id } of await listOpenMailings()) {
		const renewed = await outbox.renewPassword(id)
		if (id !== wanted) continue
		if (!renewed.ok) return new Set([id])
		if (!renewed.value) await outbox.steer(id, 'resume')
	}
	return new Set()
}
