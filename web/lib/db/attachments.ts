import type { AttachedFile } from '#shared/mailing-options.ts'
import { ok, type Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'
import type { Attachment, Draft } from './schema.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** A file with its bytes, not kept yet; `contentId` as in `AttachedFile`. */
export type NewFile = { name: string; type: string; bytes: Uint8Array; inText?: boolean; own?: boolean }

/**
 * Keeps files for mailings under new ids, all or nothing, durably. Resolves to what a draft keeps of them. One that stands in the
 * text gets a name to stand there by.
 */
export async function addAttachments(files: readonly NewFile[]): Promise<Result<AttachedFile[], StorageFault>> {
	const db = database()
	const named = files.map(({ bytes, ...file }) => ({ ...file, id: crypto.randomUUID(), bytes }))
	const addedAt = Date.now()
	const stored = await storing(() =>
		db.attachments.bulkAdd(named.map(({ id, bytes }): Attachment => ({ id, bytes, addedAt })))
	)
	if (!stored.ok) return stored
	const kept = named.map(({ id, name, type, bytes, inText, own }): AttachedFile => ({
		...{ id, name, type, size: bytes.length },
		...(inText && { contentId: id }),
		...(own && { own })
	}))
	return ok(kept)
}

/** The bytes of files, by id; those that are gone are left out. */
export async function readAttachments(ids: readonly string[]): Promise<Map<string, Uint8Array>> {
	const found = await database().attachments.bulkGet([...new Set(ids)])
	return new Map(found.flatMap((file) => (file ? [[file.id, file.bytes] as const] : [])))
}

/**
 * Forgets the files that no draft, no earlier version of one, no template and no mailing needs any more. Those that were added
 * less than a day ago stay: what was taken out a moment ago can be put back, and another window may be about to need it.
 */
export async function sweepAttachments(now: number): Promise<Result<unknown, StorageFault>> {
	const db = database()
	const tables = [db.attachments, db.drafts, db.draftVersions, db.templates, db.mailings]
	return storing(() =>
		db.transaction('rw', tables, async () => {
			if ((await db.attachments.count()) === 0) return
			const texts: string[] = []
			// A picture is named from inside a text as well: whatever holds the id needs the file.
			const note = ({ doc, attachments }: Partial<Pick<Draft, 'doc' | 'attachments'>>) =>
				void texts.push(JSON.stringify([doc, attachments]))
			for (const table of tables.slice(1)) await table.each(note)
			await db.attachments
				.filter(({ id, addedAt }) => addedAt < now - DAY_MS && !texts.some((text) => text.includes(id)))
				.delete()
		})
	)
}
