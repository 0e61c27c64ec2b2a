import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'

/** A file that is being imported, as it was given. */
export type ImportFile = { name: string; bytes: Uint8Array<ArrayBuffer> }

/** An import that was begun: the file, and whatever was chosen and corrected since. */
export type ImportDraft<Choices> = { file: ImportFile; choices: Choices | undefined }

const FILE = 'member-import-file'
const CHOICES = 'member-import-choices'

/** The import that was begun and neither finished nor given up, `undefined` when there is none. */
export async function readImportDraft<Choices>(): Promise<ImportDraft<Choices> | undefined> {
	const [file, choices] = await table<Choices>().bulkGet([FILE, CHOICES])
	// A backup of other days may have kept the row and not its octets.
	if (!file || !('bytes' in file) || !(file.bytes instanceof Uint8Array)) return undefined
	const { name, bytes } = file
	return { file: { name, bytes }, choices: choices && 'choices' in choices ? choices.choices : undefined }
}

/** Keeps a file in place of the one before, whose choices go with it. */
export function saveImportFile(file: ImportFile): Promise<Result<unknown, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.drafts, async () => {
			await table(db).put({ id: FILE, ...file })
			await table(db).delete(CHOICES)
		})
	)
}

/** Keeps what was chosen and corrected about the file. */
export function saveImportChoices<Choices>(choices: Choices): Promise<Result<unknown, StorageFault>> {
	return storing(() => table<Choices>().put({ id: CHOICES, choices }))
}

/** Forgets the import that was begun. Harmless when there is none. */
export function removeImportDraft(): Promise<Result<unknown, StorageFault>> {
	return storing(() => table().bulkDelete([FILE, CHOICES]))
}

/**
 * They lie in the table of mailings being written, told apart by their names; the file apart, as it is large. In a
 * transaction it is of the transaction's database: another may have been opened meanwhile.
 */
const table = <Choices>(db = database()) =>
	db.table<({ id: string } & ImportFile) | { id: string; choices: Choices }, string>('drafts')
