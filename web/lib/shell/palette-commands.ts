import { resolve } from '$app/paths'
import { THEME_NAMES, type ThemeName } from '#shared/club-look.ts'
import type { Command } from '#web/commands/command.ts'
import { m } from '#web/paraglide/messages.js'
import { getLocale, setLocale } from '#web/language.ts'
import { keepLook } from '#web/preferences/keep-look.ts'
import type { IconName } from '#web/ui/icons.ts'
import { deviceScheme, type Scheme } from './device-scheme.svelte.ts'
import type { Screen } from './screens.ts'

type Surroundings = {
	screens: readonly Screen[]
	/** Opens the screen of that address. */
	go: (href: string) => void
}

/** What can be done on every screen and has no key: the palette alone offers it. */
export const listPaletteCommands = (props: Surroundings): Command[] => [...listWays(props), ...listLooks()]

const SCHEMES: { scheme: Scheme; name: () => string }[] = [
	{ scheme: 'light', name: m.preferences_scheme_light },
	{ scheme: 'dark', name: m.preferences_scheme_dark },
	{ scheme: 'automatic', name: m.preferences_scheme_automatic }
]

const THEMES: Record<ThemeName, () => string> = {
	paper: m.preferences_theme_paper,
	garden: m.preferences_theme_garden,
	slate: m.preferences_theme_slate,
	fig: m.preferences_theme_fig
}

const LOOK = { group: 'app', synonyms: m.commands_synonyms_theme, icon: 'eye' } as const

function listWays({ screens, go }: Surroundings): Command[] {
	const way = (href: string, icon: IconName, label: () => string): Command => ({
		id: `go:${href}`,
		group: 'screens',
		label,
		icon,
		run: () => go(href)
	})
	return [
		...screens.map(({ href, icon, label }) => way(href, icon, () => label)),
		way(resolve('/groupes'), 'members', m.groups_title),
		way(resolve('/saisons'), 'calendar', m.seasons_title),
		way(resolve('/tresorerie'), 'print', m.treasury_nav),
		way(resolve('/chiffres'), 'calendar', m.numbers_title),
		way(resolve('/donnees-personnelles'), 'lock', m.privacy_title),
		way(resolve('/importer'), 'import', m.import_title),
		way(`${resolve('/sauvegarde')}#restaurer`, 'backup', m.backup_restore_title)
	]
}

function listLooks(): Command[] {
	const schemes = SCHEMES.map(({ scheme, name }): Command => ({
		...LOOK,
		id: `scheme.${scheme}`,
		label: () => m.commands_scheme({ name: name() }),
		run: () => (deviceScheme.chosen = scheme)
	}))
	const themes = THEME_NAMES.map((theme): Command => ({
		...LOOK,
		id: `theme.${theme}`,
		label: () => m.commands_theme({ name: THEMES[theme]() }),
		run: () => void keepLook({ theme })
	}))
	const [language, name] = getLocale() === 'fr' ? (['en', 'English'] as const) : (['fr', 'Français'] as const)
	return [
		...schemes,
		...themes,
		{
			id: 'language',
			group: 'app',
			label: () => name,
			synonyms: m.commands_synonyms_language,
			icon: 'settings',
			run: () => setLocale(language)
		}
	]
}
