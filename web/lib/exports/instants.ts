import { formatDay } from '#shared/day.ts'
import { dayHere } from '#web/db/day-here.ts'

/** The day of an instant as a spreadsheet takes it; empty for what was never noted. `at` in ms since the epoch. */
export const formatInstant = (at: number): string => (at === 0 ? '' : formatDay(dayHere(at)))
