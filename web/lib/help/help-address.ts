/** Name of the page of the first steps. */
export const START = 'premiers-pas'

/** The screens that have a page: their own names in their addresses. */
const SCREENS = [
	'membres',
	'postes',
	'clubs-mjc',
	'exports',
	'mailing',
	'bac-a-sable',
	'saisons',
	'historique',
	'sauvegarde',
	'preferences'
]

/** Screens that another one leads to: they are on its page. */
const PARTS: Record<string, string> = {
	importer: 'membres',
	groupes: 'membres',
	imprimer: 'exports',
	tresorerie: 'saisons',
	chiffres: 'saisons',
	'donnees-personnelles': 'preferences'
}

/** Name of the page about the screen at this address; the first steps where it has none. Kept apart: the shell asks it. */
export function helpPageOf(path: string): string {
	const [, name = ''] = path.split('/')
	return PARTS[name] ?? (SCREENS.includes(name) ? name : START)
}
