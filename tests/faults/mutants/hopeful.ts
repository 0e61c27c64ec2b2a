import type { Mailer, Session } from '#relay/mail/session.ts'
import * as real from '#relay/mail/smtp-mailer.ts'
import { changeSessions } from './sessions.ts'

export function createMailer(...args: Parameters<typeof real.createMailer>): Mailer {
	return changeSessions(real.createMailer(...args), (session): Session['send'] => async (...message) => {
		const delivery = await session.send(...message)
		return delivery.outcome === 'uncertain' ? { outcome: 'sent', reply: '' } : delivery
	})
}
