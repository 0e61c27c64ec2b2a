// Sets theme, colour and language before the first paint; a file, as the page allows no script in itself. Keys: shell/theme.ts
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
		// Storage is blocked: the device's theme, and French.
	}
})()
