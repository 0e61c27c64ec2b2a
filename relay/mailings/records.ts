import type { MessageRow } from '#relay/journal/journal.ts'
import { Ledger, type Result } from './ledger.ts'

/** What an earlier process left: marks without a result, of which nobody can know what became. */
export type Interrupted = Pick<MessageRow, 'recipientId' | 'attempt' | 'mac' | 'tries' | 'at'>

/** How a mark without a result is settled: as of the instant of the mark, so that it is told alike by every process. */
export const INTERRUPTED = { outcome: 'uncertain', code: 'interrupted', scope: 'connection' } as const

/**
 * What the journal knows of a mailing, for memory: without the servers' words, which were never written down. Marks
 * without a result count as uncertain; they are listed, to be settled by whoever takes the mailing over.
 */
export function readRecords(
	rows: readonly MessageRow[],
	messageIdOf: (recipientId: string) => string
): { ledger: Ledger; interrupted: Interrupted[] } {
	const ledger = new Ledger()
	const interrupted: Interrupted[] = []
	for (const row of rows.toSorted((a, b) => a.attempt - b.attempt)) {
		ledger.add(row.recipientId, row)
		if (row.state === 'committing') interrupted.push(row)
		ledger.settle(resultOf(row, messageIdOf(row.recipientId)))
	}
	return { ledger, interrupted }
}

function resultOf({ recipientId, attempt, state, tries, at, code, scope }: MessageRow, messageId: string): Result {
	const outcome =
		state === 'committing' ? INTERRUPTED : { outcome: state, ...(code && { code }), ...(scope && { scope }) }
	return { recipientId, attempt, messageId, tries, at: new Date(at).toISOString(), ...outcome }
}
