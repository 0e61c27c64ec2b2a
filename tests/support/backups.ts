import type { Row } from '#shared/change.ts'
import { writeBackup, type BackupOptions } from '#shared/backup/backup.ts'
import type { BackupTables } from '#shared/backup/content.ts'

export const PASSPHRASE = 'tigre velours ombre quartz fanal moulin'

/** Cheap to stretch: what is proved with it holds at any price. */
export const CHEAP = { memoryKiB: 8, passes: 1, lanes: 1 }

/** A small club, with something of every kind of value. */
export const SMALL_CLUB: BackupTables = {
	members: [
		{ id: 'm1', lastName: 'Lefèvre', firstName: 'Zoé', createdAt: 1, notes: 'deux\nlignes « et »' },
		{ id: 'm2', lastName: 'Çelik', firstName: '𝒪zgür', createdAt: 2.5, notes: '' }
	],
	consents: [],
	changes: [{ setId: 's1', table: 'members', key: 'm1', before: null, after: { nick: undefined, tags: ['a', null] } }]
}

/** A whole backup file. */
export async function backupOf(
	tables: BackupTables = SMALL_CLUB,
	options: Partial<BackupOptions> = {}
): Promise<Uint8Array<ArrayBuffer>> {
	const parts = await writeBackup(tables, {
		passphrase: PASSPHRASE,
		salt: new Uint8Array(16).fill(7),
		createdAt: '2026-11-23T14:05:00.000Z',
		app: 'test',
		schema: 2,
		cost: CHEAP,
		...options
	})
	return new Uint8Array(await new Blob(parts).arrayBuffer())
}

/** So many members, as a big club has them. */
export const manyRows = (count: number): Row[] =>
	Array.from({ length: count }, (_, n) => ({ id: `m${n}`, lastName: `Martin${n * 7919}`, createdAt: n }))
