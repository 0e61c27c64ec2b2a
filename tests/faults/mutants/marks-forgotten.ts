import { openChanged, type Owner } from './journals.ts'

export const openSqliteJournal = (owner: Owner) =>
	openChanged(owner, (real) => ({
		async listMessages(key) {
			const rows = await real.listMessages(key)
			const marked = rows.filter(({ state }) => state === 'committing')
			for (const row of marked) await real.release({ ...key, ...row })
			return rows.filter((row) => !marked.includes(row))
		}
	}))
