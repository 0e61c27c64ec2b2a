/** How long the log of mailings says who got what: for good, or so long after each. Equal to the catalogue's keys. */
export const LOG_RETENTIONS = ['always', 'three-years', 'one-year', 'six-months'] as const
export type LogRetention = (typeof LOG_RETENTIONS)[number]

const MONTHS: Record<LogRetention, number> = { always: Infinity, 'three-years': 36, 'one-year': 12, 'six-months': 6 }

/** What was chosen, kept for good where nothing was, or nothing that is known. */
export const parseLogRetention = (text: string | undefined): LogRetention =>
	LOG_RETENTIONS.find((one) => one === text) ?? 'always'

/** Mailings confirmed before this moment have had their time, ISO 8601 in UTC; `undefined`: none has. `now` in ms since the epoch. */
export function retentionLimit(retention: LogRetention, now: number): string | undefined {
	if (retention === 'always') return undefined
	const limit = new Date(now)
	const day = limit.getUTCDate()
	limit.setUTCMonth(limit.getUTCMonth() - MONTHS[retention])
	// There is no 31st in every month: its last day then.
	if (limit.getUTCDate() !== day) limit.setUTCDate(0)
	return limit.toISOString()
}
