import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import { checkMailing, isRefused, type CheckedMailing } from '#shared/mailing-checks/checks.ts'
import { listDocParts } from '#shared/mailing-checks/doc-parts.ts'
import { estimateMessageSize } from '#shared/mailing-checks/size.ts'
import type { RichText } from '#shared/message/rich-text.ts'

const FINE = 'Bonjour {{prenom}}, l’assemblée générale aura lieu à la salle des fêtes.'
const check = (patch: Partial<CheckedMailing>) =>
	checkMailing({
		subject: 'Assemblée générale',
		text: FINE,
		html: '',
		attachments: [],
		today: '2026-12-01' as Day,
		limits: { messageBytes: 26_214_400, attachments: 20 },
		...patch
	})
const codes = (patch: Partial<CheckedMailing>) => check(patch).map(({ code }) => code)
const file = (size: number, more = {}) => ({ id: 'a', name: 'statuts.pdf', type: 'application/pdf', size, ...more })
const linked = (text: string, href: string): RichText => ({
	type: 'doc',
	content: [{ type: 'paragraph', content: [{ type: 'text', text, marks: [{ type: 'link', attrs: { href } }] }] }]
})
const pictured = (...alts: (string | null)[]): RichText => ({
	type: 'doc',
	content: alts.map((alt) => ({ type: 'image', attrs: { src: 'cid:x', alt } }))
})

describe('checkMailing', () => {
	test('has nothing to say of an ordinary mailing', () => {
		expect(check({ text: `${FINE} Voir https://club.example.org/ag?x=1, mardi 12 janvier !` })).toEqual([])
	})

	test.each([
		['http:/club.example.org', 'link-malformed'],
		['https//club.example.org', 'link-malformed'],
		['htpp://club.example.org', 'link-malformed'],
		['http://', 'link-malformed'],
		['https://club', 'link-malformed'],
		['https://club..fr/x', 'link-malformed'],
		['www.club.example.org', 'link-without-scheme'],
		['https://bit.ly/3x', 'link-shortened']
	])('finds fault with the link %s', (link, code) => {
		expect(check({ text: `${FINE} Inscription : ${link}.` })).toEqual([{ topic: 'links', code, link }])
	})

	test.each(['https://club.example.org/{{numero}}', 'écrire à www@club.fr', 'le club http', 'https://été.fr/(a)'])(
		'lets %s be',
		(text) => {
			expect(codes({ text: `${FINE} ${text}` })).toEqual([])
		}
	)

	test('finds a link whose words name another site, and none that names its own', () => {
		expect(check({ doc: linked('www.mjc.fr', 'https://voleur.example/x') })).toEqual([
			{ topic: 'links', code: 'link-leads-elsewhere', link: 'www.mjc.fr', domain: 'voleur.example' }
		])
		expect(codes({ doc: linked('mjc.fr', 'https://www.mjc.fr/x') })).toEqual([])
		expect(codes({ doc: linked('le site', 'https://www.mjc.fr/x') })).toEqual([])
		expect(codes({ doc: linked('écrire', 'mailto:club@mjc.fr') })).toEqual([])
		expect(codes({ doc: linked('le site', 'mjc.fr') })).toEqual(['link-malformed'])
		const text = `${FINE} le site (https://bit.ly/3x)`
		expect(codes({ doc: linked('le site', 'https://bit.ly/3x'), text })).toEqual(['link-shortened'])
	})

	test('counts pictures that nobody described, and a message of nothing else', () => {
		expect(check({ doc: pictured('', 'Le stade', null) })).toEqual([
			{ topic: 'pictures', code: 'picture-without-alt', count: 2 }
		])
		expect(codes({ doc: pictured('Affiche'), text: ' Bonjour à tous ' })).toContain('picture-alone')
		expect(codes({ doc: pictured('Affiche du grand loto'), text: '[Affiche du grand loto]' })).toEqual([
			'picture-alone'
		])
	})

	test.each([
		[{ subject: 'GRAND LOTO DU CLUB' }, 'subject-capitals'],
		[{ subject: 'Loto !!' }, 'subject-exclamations'],
		[{ text: `${FINE} Venez !!!` }, 'text-exclamations'],
		[{ text: 'Voir le site' }, 'text-short']
	])('finds what looks like advertising in %j', (patch, code) => {
		expect(codes(patch)).toEqual([code])
	})

	test('lets short capitals and values of merge fields be', () => {
		expect(codes({ subject: 'AG MJC' })).toEqual([])
		expect(codes({ subject: 'AG {{prenom}} {{nom}}' })).toEqual([])
		expect(codes({ text: '{{prenom}}, merci' })).toEqual([])
	})

	test.each(['Le bulletin est ci-joint.', 'Voir pièce jointe', 'les statuts en PJ', 'Document joint', 'Ci‑jointes,'])(
		'misses the file that “%s” promises',
		(words) => {
			const text = words === 'Voir pièce jointe' ? 'Vous trouverez en pièce jointe le bulletin.' : `${FINE} ${words}`

			expect(codes({ text })).toEqual(['file-forgotten'])
			expect(codes({ text, attachments: [file(9)] })).toEqual([])
			expect(codes({ text, attachmentRule: 'recu-{{numero}}.pdf' })).toEqual([])
			expect(codes({ text, attachments: [file(9, { contentId: 'logo' })] })).toEqual(['file-forgotten'])
		}
	)

	test('names an empty file', () => {
		expect(check({ attachments: [file(0)] })).toEqual([{ topic: 'files', code: 'file-empty', name: 'statuts.pdf' }])
	})

	test('warns of a large message and refuses one that is too large, before all else', () => {
		expect(codes({ attachments: [file(9_000_000)] })).toEqual(['size-large'])
		const findings = check({ subject: 'LOTO DU CLUB', attachments: [file(20_000_000)] })

		expect(findings.map(({ code }) => code)).toEqual(['size-refused', 'subject-capitals'])
		expect(findings.map(isRefused)).toEqual([true, false])
	})

	test('refuses more files than the relay takes, those of one reader counted for one', () => {
		const own = [1, 2, 3].map(() => file(9, { own: true }))

		expect(codes({ attachments: Array.from({ length: 21 }, () => file(9)) })).toEqual(['files-too-many'])
		expect(codes({ attachments: [...Array.from({ length: 19 }, () => file(9)), ...own] })).toEqual([])
	})

	test('takes any text and any document', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.anything(), (text, content) => {
				check({ subject: text, text, doc: { type: 'doc', content } })
			})
		)
	})
})

describe('listDocParts', () => {
	test('makes one link of its parts, in the order of the text', () => {
		const mark = { type: 'link', attrs: { href: 'https://a.fr' } }
		const content = [
			{ type: 'text', text: 'le ', marks: [mark] },
			{ type: 'text', text: 'site', marks: [{ type: 'bold' }, mark] },
			{ type: 'text', text: ' et ' },
			{ type: 'text', text: 'b', marks: [{ type: 'link', attrs: { href: 'https://b.fr' } }] }
		]

		expect(listDocParts({ type: 'doc', content: [{ type: 'paragraph', content }] }).links).toEqual([
			{ text: 'le site', href: 'https://a.fr' },
			{ text: 'b', href: 'https://b.fr' }
		])
	})
})

describe('estimateMessageSize', () => {
	test('is never less than the base64 of what is in it, and hardly more', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(5_000_000), { maxLength: 5 }), fc.string(), (sizes, text) => {
				const least = [...sizes, new TextEncoder().encode(text).length].reduce((sum, n) => sum + (n * 4) / 3, 0)
				const size = estimateMessageSize(
					[text],
					sizes.map((n) => file(n))
				)

				expect(size).toBeGreaterThanOrEqual(least)
				expect(size).toBeLessThan(least * 1.03 + 5_000)
			})
		)
	})

	test('counts the largest of the files that one reader gets', () => {
		const sizes = [1_000, 900_000, 3].map((size) => file(size, { own: true }))

		expect(estimateMessageSize([], sizes)).toBe(estimateMessageSize([], [file(900_000)]))
	})
})
