/** A theme the person chose, or the device's own choice between light and dark. */
export type Theme = 'paper' | 'paper-dark' | 'automatic'

const KEY = 'theme'

/** The theme in force on this device. `automatic` when none was chosen, or when storage is blocked. */
export function findTheme(): Theme {
	try {
		const stored = localStorage.getItem(KEY)
		return stored === 'paper' || stored === 'paper-dark' ? stored : 'automatic'
	} catch {
		return 'automatic'
	}
}

/** Shows `theme` at once and remembers it on this device; before-paint.js shows it again at the next start. */
export function updateTheme(theme: Theme): void {
	if (theme === 'automatic') delete document.documentElement.dataset.theme
	else document.documentElement.dataset.theme = theme
	colourWindow(theme)
	try {
		if (theme === 'automatic') localStorage.removeItem(KEY)
		else localStorage.setItem(KEY, theme)
	} catch {
		// Storage is blocked: the theme holds until the page is closed.
	}
}

/** The edge of the window follows the theme; app.html names a colour for each. */
function colourWindow(theme: Theme) {
	for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
		const of = meta.dataset.of
		if (theme === 'automatic') meta.media = `(prefers-color-scheme: ${of === 'paper' ? 'light' : 'dark'})`
		else meta.media = of === theme ? 'all' : 'not all'
	}
}
