import { mailboxKey } from '#shared/address.ts'
import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'
import type { RefusedAddress } from './schema.ts'

/** Every address that a server refused for good, in no particular order. */
export function listRefusedAddresses(): Promise<RefusedAddress[]> {
	return database().refusedAddresses.toArray()
}

/** What is known of an address however it is written, `undefined` when no server refused it, or it is none. */
export async function findRefusedAddress(address: string): Promise<RefusedAddress | undefined> {
	const key = mailboxKey(address)
	return key === undefined ? undefined : database().refusedAddresses.get(key)
}

/**
 * Notes that these were refused, however they are written; what is no address is passed over. Of an address that is noted
 * already, the latest refusal stays.
 */
export function addRefusedAddresses(refused: readonly RefusedAddress[]): Promise<Result<unknown, StorageFault>> {
	const rows = refused.flatMap((row) => {
		const address = mailboxKey(row.address)
		return address === undefined ? [] : [{ ...row, address }]
	})
	const latest = new Map(rows.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map((row) => [row.address, row]))
	const { refusedAddresses } = database()
	return storing(() =>
		database().transaction('rw', refusedAddresses, async () => {
			const known = await refusedAddresses.bulkGet([...latest.keys()])
			for (const row of known) if (row && row.at > (latest.get(row.address)?.at ?? '')) latest.delete(row.address)
			await refusedAddresses.bulkPut([...latest.values()])
		})
	)
}

/** Writes to an address again, however it is written. Resolves to what was known of it, for whoever takes that back. */
export async function removeRefusedAddress(address: string): Promise<Result<RefusedAddress | undefined, StorageFault>> {
	const key = mailboxKey(address) ?? ''
	const { refusedAddresses } = database()
	return storing(() =>
		database().transaction('rw', refusedAddresses, async () => {
			const known = await refusedAddresses.get(key)
			await refusedAddresses.delete(key)
			return known
		})
	)
}
