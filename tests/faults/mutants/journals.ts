import type { Journal } from '#relay/journal/journal.ts'
import * as sqlite from '#relay/journal/sqlite.ts'

/** The journal in SQLite, some of whose methods do otherwise, by means of the real ones. */
export async function openChanged(
	owner: Parameters<typeof sqlite.openSqliteJournal>[0],
	change: (real: Journal) => Partial<Journal>
): Promise<Journal> {
	const journal = await sqlite.openSqliteJournal(owner)
	const real: Journal = {
		epoch: journal.epoch,
		key: journal.key,
		findMailing: (...given) => journal.findMailing(...given),
		putMailing: (...given) => journal.putMailing(...given),
		updateMailing: (...given) => journal.updateMailing(...given),
		listMessages: (...given) => journal.listMessages(...given),
		commit: (...given) => journal.commit(...given),
		release: (...given) => journal.release(...given),
		settle: (...given) => journal.settle(...given),
		addUse: (...given) => journal.addUse(...given),
		listUses: (...given) => journal.listUses(...given),
		addOptOut: (...given) => journal.addOptOut(...given),
		listOptOuts: (...given) => journal.listOptOuts(...given),
		purge: (...given) => journal.purge(...given),
		close: () => journal.close()
	}
	return { ...real, ...change(real) }
}

/** Whose journal. */
export type Owner = Parameters<typeof sqlite.openSqliteJournal>[0]
