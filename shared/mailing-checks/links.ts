import { canonicalHost } from '#shared/host.ts'
import type { LinkPart } from './doc-parts.ts'

/** What is odd about a link; `domain`: where it leads. */
export type LinkFault =
	| { code: 'link-malformed'; link: string }
	| { code: 'link-without-scheme'; link: string }
	| { code: 'link-shortened'; link: string }
	| { code: 'link-leads-elsewhere'; link: string; domain: string }

/** What looks meant as a link: a scheme, well or badly written, or "www.". */
const CANDIDATE = /(?:\b(?:https?|htt|htp|htpp|htpps|hhtps?)\b[:;/.][^\s<>"'«»]*|(?<![\w/@.-])www\.[^\s<>"'«»]+)/giu
const TRAILING = /[.,;:!?)»\]]+$/
const SHORTENERS = [
	...['bit.ly', 'tinyurl.com', 't.co', 'goo.gl', 'ow.ly', 'is.gd', 'buff.ly', 'cutt.ly'],
	...['rebrand.ly', 'shorturl.at', 'urlr.me', 'lc.cx', 'tiny.cc', 'rb.gy', 't.ly', 'v.gd']
]

/** What is odd about the links of a text, each link once. */
export function findTextLinkFaults(text: string): LinkFault[] {
	const links = [...text.matchAll(CANDIDATE)].map(([found]) => found.replace(TRAILING, ''))
	return [...new Set(links)].flatMap(faultOfText)
}

/** What is odd about the links of a document. */
export function findLinkFaults(links: readonly LinkPart[]): LinkFault[] {
	return links.flatMap(faultOfLink)
}

function faultOfLink({ text, href }: LinkPart): LinkFault[] {
	if (/^(?:mailto|tel):./i.test(href) || href.includes('{{')) return []
	const host = hostOf(href)
	if (host === undefined) return [{ code: 'link-malformed', link: href === '' ? text : href }]
	if (isShortener(host)) return [{ code: 'link-shortened', link: href }]
	const shown = shownHost(text)
	if (shown === undefined || sameSite(shown, host)) return []
	return [{ code: 'link-leads-elsewhere', link: text.trim(), domain: host }]
}

function faultOfText(link: string): LinkFault[] {
	// A merge field makes it whole.
	if (link.includes('{{')) return []
	if (/^www\./i.test(link)) {
		const code = hostOf(`https://${link}`) === undefined ? 'link-malformed' : 'link-without-scheme'
		return [{ code, link }]
	}
	const host = hostOf(link)
	if (host === undefined) return [{ code: 'link-malformed', link }]
	return isShortener(host) ? [{ code: 'link-shortened', link }] : []
}

/** The host of a web address that is written as it should be, `undefined` for any other text. */
function hostOf(link: string): string | undefined {
	if (!/^https?:\/\/[^\s/]/i.test(link) || !URL.canParse(link)) return undefined
	const host = canonicalHost(new URL(link).hostname)
	return host?.includes('.') && !host.includes('..') ? host : undefined
}

/** The site that a link's words name, where they look like an address. */
function shownHost(text: string): string | undefined {
	const match = /^\s*(?:https?:\/\/)?((?:[\p{L}\p{Nd}-]+\.)+\p{L}{2,})(?:[/?#]\S*)?\s*$/iu.exec(text)
	return match?.[1] === undefined ? undefined : canonicalHost(match[1])
}

const bare = (host: string) => host.replace(/^www\./, '')

function sameSite(a: string, b: string): boolean {
	const [one, other] = [bare(a), bare(b)]
	return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)
}

const isShortener = (host: string) => SHORTENERS.includes(bare(host))
