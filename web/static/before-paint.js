/*
 * Runs before the first paint, so that the chosen theme and language never flicker in. A file and not a line in the page,
 * because the page allows no inline script. Keys: web/lib/shell/theme.ts and the message catalogue.
 */
;(function () {
	var root = document.documentElement
	try {
		var theme = localStorage.getItem('theme')
		if (theme === 'paper' || theme === 'paper-dark') {
			root.dataset.theme = theme
			document.querySelectorAll('meta[name="theme-color"]').forEach(function (meta) {
				meta.media = meta.dataset.of === theme ? 'all' : 'not all'
			})
		}
		var locale = localStorage.getItem('PARAGLIDE_LOCALE')
		if (locale === 'fr' || locale === 'en') root.lang = locale
	} catch {
		// Storage is blocked: the device's own theme and French are what we have.
	}
})()
