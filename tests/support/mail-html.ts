const SPACED = ['style']
/** Every element that a message may hold, and its attributes. */
const ALLOWED: Record<string, readonly string[]> = {
	div: SPACED,
	p: SPACED,
	h1: SPACED,
	h2: SPACED,
	ul: SPACED,
	ol: ['start', ...SPACED],
	li: SPACED,
	table: ['cellpadding', 'cellspacing', ...SPACED],
	tbody: [],
	tr: [],
	td: ['colspan', 'rowspan', ...SPACED],
	th: ['colspan', 'rowspan', ...SPACED],
	strong: [],
	em: [],
	u: [],
	br: [],
	a: ['href'],
	img: ['src', 'alt', 'width', ...SPACED]
}
const STYLES = /^[-a-z0-9#%:;.,() ]*$/i

/** Whatever a browser's own parser finds in a message's HTML that must not be there. Merge fields must be filled in. */
export function listStrangers(html: string): string[] {
	const parsed = new DOMParser().parseFromString(html, 'text/html')
	const strangers = [...parsed.querySelectorAll('head > *')].map(({ tagName }) => tagName)
	for (const element of parsed.body.querySelectorAll('*')) {
		const allowed = ALLOWED[element.localName]
		if (!allowed || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') strangers.push(element.localName)
		for (const { name, value } of element.attributes) {
			if (!allowed?.includes(name)) strangers.push(`${element.localName} ${name}`)
			if (!isGood(name, value)) strangers.push(`${name}=${value}`)
		}
	}
	return strangers
}

function isGood(name: string, value: string): boolean {
	if (name === 'href') return value === '' || /^(https?|mailto|tel):/i.test(value)
	if (name === 'src') return /^cid:[\w.@+-]+$/.test(value)
	if (name === 'style') return STYLES.test(value) && !/url|expression|@/i.test(value)
	return true
}
