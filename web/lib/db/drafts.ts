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

/**
 * Keeps what has been written; the fields not given stay as they are. Resolves to the draft as it is now: its
 * `updatedAt` rises with every save, so that an older reading is known as one.
 */
export async function saveDraft(patch: Partial<Omit<Draft, 'id' | 'updatedAt'>>): Promise<Result<Draft, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.drafts, async () => {
			const before = await readDraft()
			const draft = { ...before, ...patch, updatedAt: Math.max(Date.now(), before.updatedAt + 1) }
			await db.drafts.put(draft)
			return draft
		})
	)
}
