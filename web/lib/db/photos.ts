import { ok, type Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'
import type { Photo } from './schema.ts'

/** Keeps a picture under a new name, durably; whose it is, a member's row says. It is never changed afterwards. */
export async function addPhoto({ type, bytes }: Omit<Photo, 'id'>): Promise<Result<string, StorageFault>> {
	const id = crypto.randomUUID()
	const added = await storing(() => database().photos.add({ id, type, bytes }))
	return added.ok ? ok(id) : added
}

/** One picture, `undefined` when there is none of that name. */
export function findPhoto(id: string): Promise<Photo | undefined> {
	return database().photos.get(id)
}

/** The pictures of these names, by name; those that are gone are left out. */
export async function readPhotos(ids: readonly string[]): Promise<Map<string, Photo>> {
	const photos = await database().photos.bulkGet([...ids])
	return new Map(photos.flatMap((photo) => (photo ? [[photo.id, photo] as const] : [])))
}
