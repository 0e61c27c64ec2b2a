import { dayOf, type Day } from '#shared/day.ts'

/** The calendar day of an instant, in ms since the epoch, where this device is; without one, today. */
export const dayHere = (at: number = Date.now()): Day => dayOf(at, new Date(at).getTimezoneOffset())
