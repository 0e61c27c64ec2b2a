import { randomUUID } from 'node:crypto'
import type { MailingKey } from '#relay/journal/journal.ts'
import { openChanged, type Owner } from './journals.ts'

export const openSqliteJournal = (owner: Owner) =>
	openChanged(owner, (real) => {
		const process = randomUUID()
		const own = <K extends MailingKey>(key: K): K => ({ ...key, mailingId: `${process}-${key.mailingId}` })
		return {
			findMailing: (key) => real.findMailing(own(key)),
			putMailing: (key, row) => real.putMailing(own(key), row),
			updateMailing: (key, changes) => real.updateMailing(own(key), changes),
			listMessages: (key) => real.listMessages(own(key)),
			commit: (key, committing) => real.commit(own(key), committing),
			release: (key) => real.release(own(key)),
			settle: (key, settled) => real.settle(own(key), settled)
		}
	})
