import { m } from '#web/paraglide/messages.js'

/** One subject of the help page: steps are numbered, points are not. */
export interface HelpSection {
	id: string
	title: string
	intro?: string
	steps?: string[]
	points?: string[]
	after?: string
}

/** Everything the help page says, in the language in force. */
export function listHelpSections(): HelpSection[] {
	return [
		{
			id: 'member',
			title: m.help_member_title(),
			steps: [m.help_member_1(), m.help_member_2(), m.help_member_3()],
			after: m.help_member_after()
		},
		{
			id: 'smtp',
			title: m.help_smtp_title(),
			intro: m.help_smtp_intro(),
			steps: [m.help_smtp_1(), m.help_smtp_2(), m.help_smtp_3(), m.help_smtp_4()]
		},
		{
			id: 'mailing',
			title: m.help_mailing_title(),
			steps: [m.help_mailing_1(), m.help_mailing_2(), m.help_mailing_3(), m.help_mailing_4(), m.help_mailing_5()],
			after: m.help_mailing_after()
		},
		{ id: 'offline', title: m.help_offline_title(), intro: m.help_offline_text() },
		{
			id: 'storage',
			title: m.help_storage_title(),
			points: [m.help_storage_1(), m.help_storage_2(), m.help_storage_3(), m.help_storage_4()]
		},
		{
			id: 'trouble',
			title: m.help_trouble_title(),
			points: [m.help_trouble_1(), m.help_trouble_2(), m.help_trouble_3()]
		}
	]
}
