import { openClub } from '#web/db/database.ts'

export const ssr = false
export const prerender = false

/** Nothing can be shown before it is known whether the browser keeps the club's data. */
export const load = async () => ({ storage: await openClub() })
