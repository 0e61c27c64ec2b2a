import type { ClubDatabase } from './schema.ts'

const KEY = 'device_id'

/** What was read once: a database keeps the name of its device for ever. */
const known = new WeakMap<ClubDatabase, string>()

/** The random name of this device in the change log, `undefined` before its first write. */
export async function findDevice(db: ClubDatabase): Promise<string | undefined> {
	const name = (await db.settings.get(KEY))?.value
	if (name !== undefined) known.set(db, name)
	return name
}

/** The same without asking the database: `undefined` also when nobody has asked it yet. */
export const knownDevice = (db: ClubDatabase): string | undefined => known.get(db)

/** The name of this device, made when it has none; runs in the caller's transaction, which writes. */
export async function ensureDevice(db: ClubDatabase): Promise<string> {
	const name = await findDevice(db)
	if (name !== undefined) return name
	const value = crypto.randomUUID().slice(0, 8)
	await db.settings.put({ key: KEY, value, updatedAt: new Date().toISOString() })
	return value
}
