import { guessListFormat } from '#shared/list-format.ts'
import { isSqlite } from '#shared/sqlite/pages.ts'
import type { OldImport } from './old-import.svelte.ts'

/** How many octets tell what a file is. */
const LOOKED_AT = 8192
const OLD_NAME = /\.(?:db|sqlite3?|zip)$/i

/**
 * The import of the old program's files that goes on, as long as the page lives: what was begun is still there when one
 * comes back from another screen. All that it needs is loaded with the first such file.
 */
class HeldOldImport {
	current = $state.raw<OldImport>()

	/** Takes a file if it is one of the old program by its name or what it holds; tells whether it was. */
	async take(file: File): Promise<boolean> {
		if (!(await isOldFile(file))) return false
		const { OldImport } = await import('./old-import.svelte.ts')
		this.current ??= new OldImport()
		await this.current.take(file)
		return true
	}

	/** Gives it up, and forgets what the files held. */
	discard(): void {
		this.current = undefined
	}
}

export const heldOldImport = new HeldOldImport()

async function isOldFile(file: File): Promise<boolean> {
	const start = await file
		.slice(0, LOOKED_AT)
		.arrayBuffer()
		.catch(() => undefined)
	if (!start) return OLD_NAME.test(file.name)
	const bytes = new Uint8Array(start)
	return isSqlite(bytes) || (OLD_NAME.test(file.name) && guessListFormat(bytes) === 'text')
}
