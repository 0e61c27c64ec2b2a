import type { Screen } from '#web/shell/screens.ts'

const club = (href: string, icon: Screen['icon'], label: string): Screen => ({ href, icon, label, group: 'club' })
const app = (href: string, icon: Screen['icon'], label: string): Screen => ({ href, icon, label, group: 'app' })

/** A navigation as full as it will ever be, without going anywhere. */
export const NINE_SCREENS: Screen[] = [
	{ ...club('#/membres', 'members', 'Membres'), often: true },
	club('#/postes', 'posts', 'Postes'),
	club('#/clubs-mjc', 'home', 'Clubs MJC'),
	club('#/exports', 'export', 'Exports'),
	{ ...club('#/mailing', 'mail', 'Mailing'), often: true },
	club('#/bac-a-sable', 'sandbox', 'Bac à sable'),
	app('#/sauvegarde', 'lock', 'Sauvegarde'),
	app('#/preferences', 'settings', 'Préférences'),
	app('#/aide', 'help', 'Aide')
]
