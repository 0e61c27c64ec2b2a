import { ok } from '#shared/result.ts'
import type { Mailer, Session } from '#relay/mail/session.ts'

/** A mailer whose sessions send otherwise, and are the real ones in all else. */
export function changeSessions(mailer: Mailer, change: (session: Session) => Session['send']): Mailer {
	return {
		async open(account, options) {
			const opened = await mailer.open(account, options)
			if (!opened.ok) return opened
			const session = opened.value
			const send = change(session)
			return ok({
				get usable() {
					return session.usable
				},
				send,
				close: () => session.close()
			})
		}
	}
}
