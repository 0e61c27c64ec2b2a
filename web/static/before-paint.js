/*
 * Runs before the first paint, so that the club's theme, its colour and the chosen language never flicker in. A file and not
 * a line in the page, because the page allows no inline script. Keys: web/lib/shell/theme.ts and the message catalogue.
 */
;(function () {
	var root = document.documentElement
	try {
		var paint = JSON.parse(localStorage.getItem('paint') || '{"theme":"paper"}')
		var shade =
			localStorage.getItem('scheme') || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
		root.dataset.theme = shade === 'dark' ? paint.theme + '-dark' : paint.theme
		var coat = paint[shade]
		if (coat) {
			for (var token in coat.tokens) root.style.setProperty(token, coat.tokens[token])
			document.querySelectorAll('meta[name="theme-color"]').forEach(function (meta) {
				meta.content = coat.ground
			})
		}
		var locale = localStorage.getItem('PARAGLIDE_LOCALE')
		if (locale === 'fr' || locale === 'en') root.lang = locale
	} catch {
		// Storage is blocked or holds something else: the device's own theme and French are what we have.
	}
})()
