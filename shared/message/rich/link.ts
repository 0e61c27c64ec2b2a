import { fieldSource, findFields, type Field } from '#shared/message/template.ts'

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/** Past it, no mail client follows one. */
const MAX_HREF_LENGTH = 2000

/**
 * What a link may lead to, ready to stand in a message: a web page, an address, a telephone number, or a whole merge
 * field. `undefined` for anything else, and for what is no address at all.
 */
export function parseHref(typed: string): string | undefined {
	const href = typed.trim()
	if (href.length > MAX_HREF_LENGTH) return undefined
	const [field] = findFields(href)
	if (field?.from === 0 && field.to === href.length) return fieldHref(field)
	// Braces would be taken for fields.
	const plain = href.replaceAll('{', '%7B').replaceAll('}', '%7D').replaceAll(' ', '%20')
	if (!URL.canParse(plain) || !SCHEMES.has(new URL(plain).protocol)) return undefined
	// Line ends and tabs within, which a URL ignores, go; the rest stays as it was typed.
	return plain.replace(/\s/g, '')
}

/** What stands in for a missing value leads where any link may. */
function fieldHref({ name, fallback }: Field): string | undefined {
	if (!fallback) return fieldSource({ name, fallback })
	const href = parseHref(fallback)
	return href === undefined ? undefined : fieldSource({ name, fallback: href })
}

/** Makes a link of what a person types into the field for one: "club.fr" and "zoe@club.fr" are meant as such. */
export function parseTypedHref(typed: string): string | undefined {
	const text = typed.trim()
	if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text)) return parseHref(`mailto:${text}`)
	if (/^\+?[\d .()-]{6,}$/.test(text)) return parseHref(`tel:${text.replace(/[ .()-]/g, '')}`)
	if (/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?([/?#].*)?$/u.test(text)) return parseHref(`https://${text}`)
	return parseHref(text)
}

/** A link as one writes it in plain text: without the scheme that says nothing. */
export const spokenHref = (href: string): string => href.replace(/^(mailto|tel):/i, '')
