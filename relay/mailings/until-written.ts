import type { Clock } from '#relay/clock.ts'
import { JournalUnavailable } from '#relay/journal/journal.ts'

/** How long to wait before asking again a journal that refused to write what has happened. */
const WRITE_AGAIN_MS = 1000

/** What has happened must be written before it is told: while the journal refuses, nothing else can be done. */
export async function untilWritten(write: () => Promise<void>, clock: Clock): Promise<void> {
	for (;;) {
		try {
			return await write()
		} catch (error) {
			if (!(error instanceof JournalUnavailable)) throw error
			await clock.sleep(WRITE_AGAIN_MS)
		}
	}
}
