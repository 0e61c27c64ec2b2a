import { m } from '#web/paraglide/messages.js'

/** A time for which something is kept, in words; 0 is for good. */
export const yearsWord = (years: number): string =>
	years === 0 ? m.privacy_years_never() : m.privacy_years({ count: years })
