import { m } from '#web/paraglide/messages.js'
import { clubLook } from '#web/state/club-look.svelte.ts'

/** What a reminder says, in paragraphs: the same in a letter and, with merge fields in place of the values, in a mailing. */
export const reminderText = (owed: { amount: string; season: string; name: string }): string[] =>
	[
		m.treasury_reminder_greeting(),
		m.treasury_reminder_owed(owed),
		m.treasury_reminder_ask(),
		m.treasury_reminder_end(),
		clubLook.current.name
	].filter(Boolean)
