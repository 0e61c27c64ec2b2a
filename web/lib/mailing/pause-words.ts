import type { Pause } from '#web/outbox/delivery-status.ts'
import { m } from '#web/paraglide/messages.js'

type Words = { title: () => string; text: () => string }

const WORDS: Record<Pause['reason'], Words> = {
	user: { title: m.outbox_paused_user, text: m.outbox_paused_user_text },
	quota: { title: m.outbox_paused_quota, text: m.outbox_paused_quota_text },
	throttle: { title: m.outbox_paused_throttle, text: m.outbox_paused_throttle_text },
	account: { title: m.outbox_paused_account, text: m.outbox_paused_account_text },
	connection: { title: m.outbox_paused_connection, text: m.outbox_paused_connection_text },
	message: { title: m.outbox_paused_message, text: m.outbox_paused_message_text }
}

const REFUSED_LOGIN: Words = { title: m.outbox_paused_password, text: m.outbox_paused_password_text }

/** Why a mailing stands still, what is safe and what to do, in plain words. */
export function pauseWords({ reason, code }: Pause): { title: string; text: string } {
	const { title, text } = code === 'smtp-auth-failed' ? REFUSED_LOGIN : WORDS[reason]
	return { title: title(), text: text() }
}
