import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalHost } from '#shared/host.ts'

describe('canonicalHost', () => {
	test.each([
		['smtp.orange.fr', 'smtp.orange.fr'],
		['SMTP.Orange.FR', 'smtp.orange.fr'],
		['mjc-Écully.fr', 'xn--mjc-cully-e4a.fr'],
		['xn--mjc-cully-e4a.fr', 'xn--mjc-cully-e4a.fr'],
		['straße.de', 'xn--strae-oqa.de'],
		['ｓｍｔｐ.example', 'smtp.example'],
		['localhost', 'localhost'],
		['mail_1.example', 'mail_1.example'],
		['193.252.22.1', '193.252.22.1'],
		['0.0.0.0', '0.0.0.0']
	])('spells %j as %j', (input, host) => {
		expect(canonicalHost(input)).toBe(host)
	})

	test.each([
		// The loopback and its like, as those spell them who hope that somebody reads them otherwise.
		'2130706433',
		'0x7f000001',
		'0x7f.1',
		'0x7F.0.0.1',
		'017700000001',
		'0177.0.0.1',
		'127.1',
		'127.0.1',
		'127.0.0.1.',
		'127.000.000.001',
		'127.0.0.01',
		'127.0.0.256',
		'1.2.3.4.5',
		'0',
		'0x0',
		'0xffffffff',
		'①②⑦.⓪.⓪.①',
		'１２７.０.０.１',
		'127。0。0。1',
		'127%2e0.0.1',
		'%31%32%37.0.0.1',
		'[::1]',
		'::1',
		'[::ffff:127.0.0.1]',
		'::ffff:7f00:1',
		'1.1.1.1/24',
		'1.1.1.1:25',
		// What is no host name.
		'',
		'.',
		'..',
		'a..b',
		'.a',
		'a.',
		'a b',
		' a',
		'a ',
		'a\tb',
		'a\nb',
		'a\r\nb',
		'a\0b',
		'a/b',
		'a\\b',
		'a?b',
		'a#b',
		'a@b',
		'user:pw@a',
		'a:25',
		'http://a',
		'a%',
		'a%00',
		'a<b',
		'a^b',
		'a|b',
		'a{b',
		'a`b',
		'"a"',
		'a\u00ad.'.repeat(2),
		'a'.repeat(64),
		`${'a'.repeat(63)}.`.repeat(4) + 'fr',
		'a\u2028b',
		'a\uff0fb',
		'a\uff05b',
		'\uff02',
		'\uff1b',
		"a'b",
		'a!b',
		'a,b',
		'a;b',
		'a=b',
		'a(b)',
		'a*b',
		'a+b',
		'a~b',
		'a$b',
		'\ud800'
	])('refuses %j', (input) => {
		expect(canonicalHost(input)).toBeUndefined()
	})

	test('is already canonical once it is', () => {
		fc.assert(
			fc.property(fc.oneof(fc.domain(), fc.ipV4(), fc.string({ unit: 'grapheme' })), (input) => {
				const host = canonicalHost(input)

				if (host === undefined) return
				expect(canonicalHost(host)).toBe(host)
				expect(host).toMatch(/^[a-z0-9._-]+$/)
			}),
			{ numRuns: 1000 }
		)
	})

	test('means what a URL of it means', () => {
		fc.assert(
			fc.property(fc.domain(), (input) => {
				expect(canonicalHost(input)).toBe(new URL(`http://${input}/`).hostname)
			})
		)
	})
})
