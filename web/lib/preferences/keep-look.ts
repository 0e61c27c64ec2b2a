import type { ClubLook } from '#shared/club-look.ts'
import { saveClubLook } from '#web/db/club-look.ts'
import { failureReason } from '#web/failures.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'

/** Keeps what was chosen; says so when the disk refuses. What is shown follows what is kept. */
export async function keepLook(look: Partial<ClubLook>): Promise<void> {
	const saved = await saveClubLook(look)
	if (!saved.ok) toasts.add(failureReason(saved.error.code), { tone: 'danger' })
}
