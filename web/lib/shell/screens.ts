import { resolve } from '$app/paths'
import { m } from '#web/paraglide/messages.js'
import type { IconName } from '#web/ui/icons.ts'

/** One entry of the navigation. */
export interface Screen {
	href: string
	icon: IconName
	label: string
	/** `club` is the register and the mailings; `app` what is about the app itself, set apart. */
	group: 'club' | 'app'
	/** Opened so often that it has a place of its own on a phone. */
	often?: true
}

/** Every screen in the order of the navigation, in the language in force. `sandbox`: the relay keeps messages for reading. */
export function listScreens({ sandbox }: { sandbox: boolean }): Screen[] {
	return [
		{ href: resolve('/membres'), icon: 'members', label: m.nav_members(), group: 'club', often: true },
		{ href: resolve('/postes'), icon: 'posts', label: m.nav_positions(), group: 'club' },
		{ href: resolve('/clubs-mjc'), icon: 'clubs', label: m.nav_clubs(), group: 'club' },
		{ href: resolve('/exports'), icon: 'export', label: m.nav_exports(), group: 'club' },
		{ href: resolve('/mailing'), icon: 'mail', label: m.nav_mailing(), group: 'club', often: true },
		...(sandbox
			? [{ href: resolve('/bac-a-sable'), icon: 'sandbox', label: m.nav_sandbox(), group: 'club' } as const]
			: []),
		{ href: resolve('/historique'), icon: 'clock', label: m.nav_history(), group: 'app' },
		{ href: resolve('/sauvegarde'), icon: 'backup', label: m.nav_backup(), group: 'app' },
		{ href: resolve('/preferences'), icon: 'settings', label: m.nav_preferences(), group: 'app' },
		{ href: resolve('/aide'), icon: 'help', label: m.nav_help(), group: 'app' }
	]
}
