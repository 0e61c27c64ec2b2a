import type { ClubLook } from '#shared/club-look.ts'
import { saveClubLook } from '#web/db/club-look.ts'
import { storageText } from '#web/storage-words.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'

/** Keeps what was chosen; says so when the disk refuses. What is shown follows what is kept. */
export async function keepLook(look: Partial<ClubLook>): Promise<void> {
	const saved = await saveClubLook(look)
	if (!saved.ok) toasts.add(storageText(saved.error.code), { tone: 'danger' })
}
