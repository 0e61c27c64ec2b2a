import { m } from '#web/paraglide/messages.js'
import { START } from './help-address.ts'
import type { HelpPage } from './help-pages.ts'

/** The pages that are about no one screen; the first steps come first. */
export function listGuides(): HelpPage[] {
	return [
		{
			id: START,
			title: m.help_start_title(),
			summary: m.help_start_summary(),
			picture: 'start',
			sections: [
				{
					id: 'cinq-gestes',
					title: m.help_five_title(),
					steps: [m.help_five_1(), m.help_five_2(), m.help_five_3(), m.help_five_4(), m.help_five_5()],
					after: m.help_five_after()
				},
				{
					id: 'clavier',
					title: m.help_keys_title(),
					intro: m.help_keys_intro(),
					points: [m.help_keys_1(), m.help_keys_2(), m.help_keys_3()]
				}
			]
		},
		{
			id: 'hors-ligne',
			title: m.help_offline_title(),
			summary: m.help_offline_summary(),
			picture: 'offline',
			sections: [
				{ id: 'sans-reseau', title: m.help_offline_works_title(), intro: m.help_offline_text() },
				{
					id: 'ou',
					title: m.help_storage_title(),
					points: [m.help_storage_1(), m.help_storage_2(), m.help_storage_3(), m.help_storage_4()]
				}
			]
		},
		{
			id: 'problemes',
			title: m.help_trouble_title(),
			summary: m.help_trouble_summary(),
			picture: 'trouble',
			sections: [
				{ id: 'pas-regle', title: m.help_unset_title(), intro: m.help_unset_text() },
				{ id: 'connexion', title: m.help_connect_title(), intro: m.help_connect_text() },
				{ id: 'mot-de-passe', title: m.help_password_title(), intro: m.help_trouble_2() },
				{ id: 'un-destinataire', title: m.help_one_title(), intro: m.help_one_text() },
				{ id: 'une-partie', title: m.help_some_title(), intro: m.help_some_text() },
				{ id: 'relais', title: m.help_relay_title(), intro: m.help_trouble_1() },
				{ id: 'interrompu', title: m.help_broken_title(), intro: m.help_trouble_3() }
			]
		}
	]
}
