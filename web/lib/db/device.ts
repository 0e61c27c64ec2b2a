import type { ClubDatabase } from './schema.ts'

const KEY = 'device_id'

/** The random name of this device in the change log, `undefined` before its first write. */
export async function findDevice(db: ClubDatabase): Promise<string | undefined> {
	return (await db.settings.get(KEY))?.value
}

/** The name of this device, made when it has none; runs in the caller's transaction, which writes. */
export async function ensureDevice(db: ClubDatabase): Promise<string> {
	const known = await findDevice(db)
	if (known !== undefined) return known
	const value = crypto.randomUUID().slice(0, 8)
	await db.settings.put({ key: KEY, value, updatedAt: new Date().toISOString() })
	return value
}
