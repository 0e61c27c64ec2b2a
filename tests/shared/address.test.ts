import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { envelopeAddress, findAddressFault, isAddress, mailboxKey } from '#shared/address.ts'

describe('findAddressFault', () => {
	test.each([
		'jo@club.fr',
		'Jo.Dupont+mjc@club.example',
		"o'neil@club.ie",
		'a!#$%&*/=?^_`{|}~-@club.fr',
		'andré@écoles.fr',
		'李@例子.中国',
		'a@b',
		'a@localhost',
		'a@xn--coles-9ra.fr',
		`${'a'.repeat(64)}@club.fr`,
		'😀@club.fr',
		'x@1club.fr',
		'x@a1.2b'
	])('finds none in %j', (address) => {
		expect(findAddressFault(address)).toBeUndefined()
	})

	test.each([
		['jo', 'address-no-at'],
		['', 'address-no-at'],
		['a@b, c@d', 'address-several'],
		['a@b;c@d', 'address-several'],
		['a@b c@d', 'address-several'],
		['a@b@c', 'address-several'],
		['Jo <jo@club.fr>', 'address-several'],
		['<jo@club.fr>', 'address-several'],
		['jo@club.fr ', 'address-several'],
		['jo@club.fr\r\nBcc: evil@x.fr', 'address-several'],
		['jo@club.fr\nRCPT', 'address-several'],
		['jo\u2028@club.fr', 'address-several'],
		['@club.fr', 'address-local'],
		['.jo@club.fr', 'address-local'],
		['jo.@club.fr', 'address-local'],
		['jo..x@club.fr', 'address-local'],
		['"jo"@club.fr', 'address-local'],
		['jo(x)@club.fr', 'address-local'],
		['jo\\x@club.fr', 'address-local'],
		['jo:x@club.fr', 'address-local'],
		['jo\0@club.fr', 'address-local'],
		['jo\x7f@club.fr', 'address-local'],
		['jo\u200b@club.fr', 'address-local'],
		['jo\u202e@club.fr', 'address-local'],
		['\ud800@club.fr', 'address-local'],
		['jo@', 'address-domain'],
		['jo@club..fr', 'address-domain'],
		['jo@-club.fr', 'address-domain'],
		['jo@club-.fr', 'address-domain'],
		['jo@club.fr.', 'address-domain'],
		['jo@[127.0.0.1]', 'address-domain'],
		['jo@127.0.0.1', 'address-domain'],
		['jo@2130706433', 'address-domain'],
		['jo@club.123', 'address-domain'],
		['jo@①②⑦.0.0.1', 'address-domain'],
		['jo@club_x.fr', 'address-domain'],
		['jo@club.fr%00', 'address-domain'],
		['jo@club.fr:25', 'address-domain'],
		['jo@clu\u0000b.fr', 'address-domain'],
		[`${'a'.repeat(65)}@club.fr`, 'address-too-long'],
		[`${'é'.repeat(33)}@club.fr`, 'address-too-long'],
		[`jo@${'a.'.repeat(125)}fr`, 'address-too-long']
	])('finds in %j: %s', (address, fault) => {
		expect(findAddressFault(address)).toBe(fault)
	})

	test('takes any dot-atom at any domain', () => {
		fc.assert(
			fc.property(fc.emailAddress(), (address) => {
				expect(findAddressFault(address)).toBeUndefined()
			})
		)
	})

	test('lets nothing through that SMTP or a header could read as more than one address', () => {
		const hostile = fc.array(
			fc.constantFrom('a', '.', '@', ',', ';', '<', '>', '"', '\\', '(', ' ', '\r\n', '\0', ':', '%', 'é', 'b.fr')
		)
		fc.assert(
			fc.property(
				fc.oneof(
					hostile.map((parts) => parts.join('')),
					fc.string({ unit: 'binary' })
				),
				(text) => {
					if (!isAddress(text)) return
					// eslint-disable-next-line no-control-regex -- control characters are what it looks for
					expect(text).toMatch(/^[^\s<>,;"\\()[\]:@\u0000-\u001f\u007f]+@[^\s<>,;"\\()[\]:@\u0000-\u001f\u007f]+$/)
				}
			),
			{ numRuns: 5000 }
		)
	})
})

describe('envelopeAddress', () => {
	test.each([
		['Jo@Club.FR', 'Jo@club.fr'],
		['andré@écoles.fr', 'andré@xn--coles-9ra.fr'],
		['jo@ÉCOLES.fr', 'jo@xn--coles-9ra.fr']
	])('writes %j as %j', (address, envelope) => {
		expect(envelopeAddress(address)).toBe(envelope)
	})

	test('gives an address, the same when given again', () => {
		fc.assert(
			fc.property(fc.emailAddress(), (address) => {
				const envelope = envelopeAddress(address)

				expect(isAddress(envelope)).toBe(true)
				expect(envelopeAddress(envelope)).toBe(envelope)
			})
		)
	})

	test.each(['', 'jo', 'a@b, c@d.fr', 'jo@', 'x\r\n@club.fr', '"a@b"@club.fr'])('throws on %j', (text) => {
		expect(() => envelopeAddress(text)).toThrow(TypeError)
	})
})

describe('mailboxKey', () => {
	const spelled = fc.stringMatching(/^ ?[aZ9_.+'-]{0,5}@[bY8.-]{0,8}[cé]?[1-]? ?$/)

	test('is the envelope’s address in lower case, for whatever is an address', () => {
		fc.assert(
			fc.property(fc.oneof(fc.emailAddress(), spelled), (text) => {
				const address = text.trim()

				expect(mailboxKey(text)).toBe(isAddress(address) ? envelopeAddress(address).toLowerCase() : undefined)
			}),
			{ numRuns: 5000 }
		)
	})

	test.each([`${'a'.repeat(65)}@club.fr`, `a@${'b'.repeat(64)}.fr`, `${'a'.repeat(64)}@${'b.'.repeat(95)}fr`])(
		'is none of what is too long: %j',
		(text) => {
			expect(mailboxKey(text)).toBeUndefined()
		}
	)
})
