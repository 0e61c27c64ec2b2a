import type { Mailing } from '#shared/mailing.ts'
import { parsePace, planSending } from '#shared/sending-plan.ts'
import { countWaves } from '#shared/waves.ts'
import { listLogs } from '#web/db/mailing-logs.ts'

const DAY_MS = 86_400_000

/** How far a mailing is that leaves in waves. */
export type WaveState = { left: number; total: number; endsAt: number }

/**
 * In how many waves a mailing held back by a limit has left, in how many it will have, and when the last one is over, by
 * what its rows and its pace say. `resumeAt`: when the relay lets the next one go.
 */
export async function readWaves(mailing: Mailing, resumeAt: number): Promise<WaveState> {
	const logs = await listLogs(mailing.id)
	const times = logs.flatMap(({ status, timestamp }) => (status === 'submitted' ? [] : [Date.parse(timestamp)]))
	const left = countWaves(times)
	const plan = planSending({
		recipients: logs.length - times.length,
		pace: parsePace(mailing.pace),
		spent: times.filter((at) => resumeAt - at < DAY_MS),
		startsAt: resumeAt
	})
	return { left, total: left + plan.waves.length, endsAt: plan.endsAt }
}
