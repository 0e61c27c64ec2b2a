import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'
import type { Draft } from './schema.ts'

/** The one draft of this version; several come with the mailing desk. */
const CURRENT = 'current'

/** The mailing being written, empty when there is none. */
export async function readDraft(): Promise<Draft> {
	const draft = await database().drafts.get(CURRENT)
	return draft ?? { id: CURRENT, subject: '', body: '', recipientIds: [], updatedAt: 0 }
}

/** Keeps what has been written; the fields not given stay as they are. */
export async function saveDraft(patch: Partial<Omit<Draft, 'id'>>): Promise<Result<unknown, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.drafts, async () => {
			await db.drafts.put({ ...(await readDraft()), ...patch, updatedAt: Date.now() })
		})
	)
}
