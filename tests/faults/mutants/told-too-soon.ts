import { openChanged, type Owner } from './journals.ts'

const LATE_MS = 50

export const openSqliteJournal = (owner: Owner) =>
	openChanged(owner, (real) => ({
		settle: async (key, settled) => void setTimeout(() => void real.settle(key, settled), LATE_MS)
	}))
