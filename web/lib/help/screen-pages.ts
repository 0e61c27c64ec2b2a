import { m } from '#web/paraglide/messages.js'
import type { HelpPage } from './help-pages.ts'

/** A page for each screen, whether or not it is offered now. */
export function listScreenPages(): HelpPage[] {
	return [
		membersPage(),
		positionsPage(),
		clubsPage(),
		exportsPage(),
		mailingPage(),
		sandboxPage(),
		seasonsPage(),
		historyPage(),
		backupPage(),
		preferencesPage()
	]
}

const membersPage = (): HelpPage => ({
	id: 'membres',
	title: m.help_members_title(),
	summary: m.help_members_summary(),
	picture: 'list',
	sections: [
		{
			id: 'ajouter',
			title: m.help_member_title(),
			steps: [m.help_member_1(), m.help_member_2(), m.help_member_3()],
			after: m.help_member_after()
		},
		{
			id: 'trouver',
			title: m.help_find_title(),
			points: [m.help_find_1(), m.help_find_2(), m.help_find_3(), m.help_find_4()]
		},
		{
			id: 'accords',
			title: m.help_agreements_title(),
			points: [m.help_agreements_1(), m.help_agreements_2(), m.help_agreements_3(), m.help_agreements_4()]
		},
		{
			id: 'sport',
			title: m.help_sport_title(),
			points: [m.help_sport_1(), m.help_sport_2(), m.help_sport_3()]
		},
		{
			id: 'etiquettes',
			title: m.help_tags_title(),
			points: [m.help_tags_1(), m.help_tags_2(), m.help_tags_3(), m.help_tags_4()]
		},
		{
			id: 'familles',
			title: m.help_families_title(),
			points: [m.help_families_1(), m.help_families_2(), m.help_families_3(), m.help_families_4(), m.help_families_5()]
		},
		{
			id: 'cotisations',
			title: m.help_dues_title(),
			points: [m.help_dues_1(), m.help_dues_2(), m.help_dues_3(), m.help_dues_4(), m.help_dues_5()]
		},
		{
			id: 'doublons',
			title: m.help_duplicates_title(),
			points: [m.help_duplicates_1(), m.help_duplicates_2(), m.help_duplicates_3()]
		},
		{
			id: 'champs',
			title: m.help_fields_title(),
			points: [m.help_fields_1(), m.help_fields_2(), m.help_fields_3(), m.help_fields_4()]
		},
		{ id: 'sur-place', title: m.help_cells_title(), intro: m.help_cells_text() },
		{
			id: 'groupes',
			title: m.help_groups_title(),
			points: [m.help_groups_1(), m.help_groups_2(), m.help_groups_3(), m.help_groups_4()]
		},
		{ id: 'importer', title: m.help_import_title(), steps: [m.help_import_1(), m.help_import_2(), m.help_import_3()] },
		{
			id: 'ancien-logiciel',
			title: m.help_old_title(),
			steps: [m.help_old_1(), m.help_old_2(), m.help_old_3(), m.help_old_4()]
		},
		{ id: 'annuler', title: m.help_undo_title(), intro: m.help_undo_text() }
	]
})

const seasonsPage = (): HelpPage => ({
	id: 'saisons',
	title: m.help_seasons_title(),
	summary: m.help_seasons_summary(),
	picture: 'list',
	sections: [
		{
			id: 'ouvrir',
			title: m.help_seasons_new_title(),
			steps: [m.help_seasons_new_1(), m.help_seasons_new_2(), m.help_seasons_new_3()],
			after: m.help_seasons_new_after()
		},
		{
			id: 'inscrire',
			title: m.help_seasons_in_members_title(),
			points: [m.help_seasons_in_members_1(), m.help_seasons_in_members_2()]
		},
		{
			id: 'tresorerie',
			title: m.help_treasury_title(),
			intro: m.help_treasury_intro(),
			points: [m.help_treasury_1(), m.help_treasury_2(), m.help_treasury_3()]
		},
		{
			id: 'passees',
			title: m.help_seasons_past_title(),
			points: [m.help_seasons_past_1(), m.help_seasons_past_2(), m.help_seasons_past_3()]
		},
		{
			id: 'chiffres',
			title: m.help_numbers_title(),
			points: [m.help_numbers_1(), m.help_numbers_2(), m.help_numbers_3()]
		}
	]
})

const positionsPage = (): HelpPage => ({
	id: 'postes',
	title: m.help_positions_title(),
	summary: m.help_positions_summary(),
	picture: 'posts',
	sections: [
		{ id: 'attribuer', title: m.help_positions_assign_title(), intro: m.help_positions_assign_text() },
		{ id: 'historique', title: m.help_positions_past_title(), intro: m.help_positions_past_text() }
	]
})

const clubsPage = (): HelpPage => ({
	id: 'clubs-mjc',
	title: m.help_clubs_title(),
	summary: m.help_clubs_summary(),
	picture: 'clubs',
	sections: [{ id: 'clubs', title: m.help_clubs_list_title(), points: [m.help_clubs_1(), m.help_clubs_2()] }]
})

const exportsPage = (): HelpPage => ({
	id: 'exports',
	title: m.help_exports_title(),
	summary: m.help_exports_summary(),
	picture: 'file',
	sections: [
		{
			id: 'exporter',
			title: m.help_exports_make_title(),
			steps: [m.help_exports_1(), m.help_exports_2(), m.help_exports_3()],
			after: m.help_exports_after()
		},
		{ id: 'imprimer', title: m.help_print_title(), intro: m.help_print_text() }
	]
})

const mailingPage = (): HelpPage => ({
	id: 'mailing',
	title: m.help_mailing_page_title(),
	summary: m.help_mailing_summary(),
	picture: 'letter',
	sections: [
		{
			id: 'regler',
			title: m.help_smtp_title(),
			intro: m.help_smtp_intro(),
			steps: [m.help_smtp_1(), m.help_smtp_2(), m.help_smtp_3(), m.help_smtp_4()]
		},
		{
			id: 'envoyer',
			title: m.help_mailing_title(),
			steps: [m.help_mailing_1(), m.help_mailing_2(), m.help_mailing_3(), m.help_mailing_4(), m.help_mailing_5()],
			after: m.help_mailing_after()
		},
		{
			id: 'destinataires',
			title: m.help_audience_title(),
			points: [
				...[m.help_audience_1(), m.help_audience_2(), m.help_audience_3(), m.help_audience_4()],
				m.help_audience_5()
			]
		},
		{ id: 'ecrire', title: m.editor_toolbar(), intro: m.help_mailing_texts() },
		{
			id: 'fichiers',
			title: m.help_files_title(),
			points: [m.help_files_1(), m.help_files_2(), m.help_files_3()]
		},
		{ id: 'programmer', title: m.schedule_help_title(), intro: m.schedule_help_text() },
		{ id: 'journal', title: m.journal_title(), points: [m.journal_help_1(), m.journal_help_2(), m.journal_help_3()] },
		{ id: 'pendant', title: m.help_during_title(), points: [m.help_during_1(), m.help_during_2(), m.help_during_3()] },
		{
			id: 'retours',
			title: m.returns_help_title(),
			points: [m.returns_help_1(), m.returns_help_2(), m.returns_help_3()]
		}
	]
})

const sandboxPage = (): HelpPage => ({
	id: 'bac-a-sable',
	title: m.help_sandbox_title(),
	summary: m.help_sandbox_summary(),
	picture: 'sandbox',
	sections: [{ id: 'essayer', title: m.help_sandbox_try_title(), intro: m.help_sandbox_text() }]
})

const historyPage = (): HelpPage => ({
	id: 'historique',
	title: m.help_history_title(),
	summary: m.help_history_summary(),
	picture: 'list',
	sections: [
		{ id: 'annuler', title: m.help_history_undo_title(), intro: m.help_history_undo_text() },
		{ id: 'corbeille', title: m.help_history_trash_title(), intro: m.help_history_trash_text() },
		{ id: 'valeur', title: m.help_history_value_title(), intro: m.help_history_value_text() }
	]
})

const backupPage = (): HelpPage => ({
	id: 'sauvegarde',
	title: m.help_backup_title(),
	summary: m.help_backup_summary(),
	picture: 'safe',
	sections: [
		{
			id: 'faire',
			title: m.help_backup_make_title(),
			steps: [m.help_backup_1(), m.help_backup_2(), m.help_backup_3()]
		},
		{ id: 'restaurer', title: m.help_restore_title(), intro: m.help_restore_text() }
	]
})

const preferencesPage = (): HelpPage => ({
	id: 'preferences',
	title: m.help_preferences_title(),
	summary: m.help_preferences_summary(),
	picture: 'choices',
	sections: [
		{
			id: 'choix',
			title: m.help_preferences_choices_title(),
			points: [m.help_preferences_1(), m.help_preferences_2(), m.help_preferences_3()]
		},
		{
			id: 'donnees-personnelles',
			title: m.help_privacy_title(),
			points: [m.help_privacy_1(), m.help_privacy_2(), m.help_privacy_3(), m.help_privacy_4()]
		}
	]
})
