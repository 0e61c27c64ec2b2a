import { openChanged, type Owner } from './journals.ts'

export const openSqliteJournal = (owner: Owner) =>
	openChanged(owner, (real) => ({
		async listMessages(key) {
			const rows = await real.listMessages(key)
			return rows.map((row) => ({ ...row, state: row.state === 'committing' ? 'sent' : row.state }))
		}
	}))
