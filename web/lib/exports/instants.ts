import { dayOf, formatDay, type Day } from '#shared/day.ts'

/** The day of an instant, where this device is. `at` in ms since the epoch. */
export const dayOfInstant = (at: number): Day => dayOf(at, new Date(at).getTimezoneOffset())

/** The same as a spreadsheet takes it; empty for what was never noted. */
export const formatInstant = (at: number): string => (at === 0 ? '' : formatDay(dayOfInstant(at)))

/** Today, where this device is. */
export const today = (): Day => dayOfInstant(Date.now())
