import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ConfigError, parseConfig } from '#relay/config.ts'
import { deriveKeys } from '#relay/keys.ts'
import { makeCertificate } from '#relay/sandbox/certificate.ts'

const SECRET = randomBytes(32)
const GOOD = { APP_SECRET_KEY: SECRET.toString('base64') }
const noFile = (): string => {
	throw new Error('no such file')
}
const parse = (env: Record<string, string>, readFile = noFile) => parseConfig({ ...GOOD, ...env }, readFile)

function faultOf(env: Record<string, string>, readFile = noFile): string {
	try {
		parseConfig(env, readFile)
	} catch (error) {
		if (error instanceof ConfigError) return error.message
		throw error
	}
	throw new Error('it was accepted')
}

describe('APP_SECRET_KEY', () => {
	test.each<[string, string]>([
		['base64', SECRET.toString('base64')],
		['base64 without padding', SECRET.toString('base64').replace(/=+$/, '')],
		['base64url', SECRET.toString('base64url')],
		['hexadecimal', SECRET.toString('hex')],
		['hexadecimal in capitals', SECRET.toString('hex').toUpperCase()]
	])('is the same octets as %s', (_form, text) => {
		expect(Buffer.from(parseConfig({ APP_SECRET_KEY: text }, noFile).secret)).toEqual(SECRET)
	})

	test('may be longer', () => {
		const long = randomBytes(64)

		expect(Buffer.from(parseConfig({ APP_SECRET_KEY: long.toString('hex') }, noFile).secret)).toEqual(long)
	})

	test.each<[string, string, RegExp]>([
		['missing', '', /not set/],
		['short base64', randomBytes(31).toString('base64'), /shorter than 32 bytes/],
		['short hexadecimal', randomBytes(16).toString('hex'), /shorter than 32 bytes/],
		['a sentence', 'correct horse battery staple, and then some more words', /neither/],
		['a placeholder', 'changeme-changeme-changeme-changeme-changeme-changeme', /placeholder/],
		['another placeholder', 'your-secret-key-here-of-at-least-32-bytes-please-ok', /placeholder/],
		['one character', 'a'.repeat(64), /repeats/],
		['zeros', Buffer.alloc(32).toString('base64'), /repeats/],
		['a pattern', '0123456789abcdef'.repeat(4), /repeats/],
		['a word again and again', 'deadbeef'.repeat(8), /repeats/],
		['half of it twice', randomBytes(16).toString('hex').repeat(2), /repeats/],
		['the alphabet', 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', /repeats/]
	])('is refused when it is %s, with how to make one, and without quoting it', (_what, text, reason) => {
		const fault = faultOf({ APP_SECRET_KEY: text })

		expect(fault).toMatch(/^APP_SECRET_KEY /)
		expect(fault).toMatch(reason)
		expect(fault).toContain('openssl rand -base64 32')
		if (text !== '') expect(fault).not.toContain(text)
	})

	test('is never refused when it comes from chance', () => {
		for (let n = 0; n < 2000; n += 1) {
			const secret = randomBytes(32)
			expect(() => parseConfig({ APP_SECRET_KEY: secret.toString('base64') }, noFile)).not.toThrow()
			expect(() => parseConfig({ APP_SECRET_KEY: secret.toString('hex') }, noFile)).not.toThrow()
		}
	})

	test('has predecessors that are held to the same', () => {
		const earlier = [randomBytes(32), randomBytes(40)]
		const text = earlier.map((each) => each.toString('base64url')).join(', ')

		expect(parse({ APP_SECRET_KEYS_PREVIOUS: text }).previousSecrets.map((each) => Buffer.from(each))).toEqual(earlier)
		expect(faultOf({ ...GOOD, APP_SECRET_KEYS_PREVIOUS: 'short' })).toMatch(/^APP_SECRET_KEYS_PREVIOUS /)
	})
})

describe('access keys', () => {
	test('are derived from the secret, and from earlier ones, for one club', async () => {
		const earlier = randomBytes(32)
		const now = await deriveKeys(parse({ APP_SECRET_KEYS_PREVIOUS: earlier.toString('hex') }))
		const before = await deriveKeys(parseConfig({ APP_SECRET_KEY: earlier.toString('hex') }, noFile))

		expect(now.access.map(({ owner }) => owner)).toEqual(['club', 'club'])
		expect(now.access[1]).toEqual(before.access[0])
		expect(now.access[0]?.key).toMatch(/^[\w-]{43}$/)
	})

	test('may be named, several for one owner', () => {
		const text = 'judo:key-of-the-judo-club-1, judo:key-of-the-judo-club-2,chœur:key:with-a-colon-in-it-too'

		expect(parse({ RELAY_ACCESS_KEYS: text }).accessKeys).toEqual([
			{ owner: 'judo', key: 'key-of-the-judo-club-1' },
			{ owner: 'judo', key: 'key-of-the-judo-club-2' },
			{ owner: 'chœur', key: 'key:with-a-colon-in-it-too' }
		])
	})

	test.each([
		['no name', 'key-without-any-name-at-all'],
		['an empty name', ':key-without-any-name-at-all'],
		['a short key', 'club:short-key-of-21-chars'.slice(0, 26)],
		['a key with a space', 'club:key with spaces in between'],
		['a key that two have', 'a:the-very-same-key-for-both,b:the-very-same-key-for-both'],
		['nothing between two commas', 'club:a-key-that-is-long-enough,,']
	])('are refused with %s, without quoting them', (_what, text) => {
		const fault = faultOf({ ...GOOD, RELAY_ACCESS_KEYS: text })

		expect(fault).toMatch(/^RELAY_ACCESS_KEYS .*pair \d/)
		expect(fault).not.toContain('key-')
	})
})

describe('parseConfig', () => {
	test('has a default for everything but the secret, and takes empty for unset', () => {
		const names =
			'APP_SECRET_KEYS_PREVIOUS RELAY_ACCESS_KEYS HOST PORT DATA_DIR JOURNAL_URL RELAY_SMTP_ALLOW RELAY_SANDBOX'
		const further = 'RELAY_SANDBOX_PORT RELAY_PUBLIC_URL RELAY_ORIGINS RELAY_EXTRA_CA RELAY_DNS WEB_ROOT'
		const empty = Object.fromEntries(`${names} ${further}`.split(' ').map((name) => [name, '']))

		expect(parse({})).toMatchObject({
			previousSecrets: [],
			accessKeys: undefined,
			host: '127.0.0.1',
			port: 8787,
			dataDir: './data',
			smtpAllow: [],
			sandbox: undefined,
			publicUrl: 'http://127.0.0.1:8787',
			isPublic: false,
			origins: [],
			extraCa: [],
			dns: [],
			printPairingLink: false,
			metricsPort: undefined,
			webRoot: 'build/web'
		})
		expect(parse(empty)).toEqual(parse({}))
	})

	test('reads every variable', async () => {
		const { certificate } = await makeCertificate()
		const env = {
			HOST: '0.0.0.0',
			PORT: '9000',
			RELAY_SMTP_ALLOW: 'Mail.Example:2500, 192.168.1.5:25',
			RELAY_SANDBOX: 'on',
			RELAY_SANDBOX_PORT: '2526',
			RELAY_ORIGINS: 'https://a.example/, http://b.example:8080',
			RELAY_EXTRA_CA: '/etc/ca.pem',
			RELAY_DNS: '9.9.9.9, 127.0.0.1:5353, [::1]:53',
			RELAY_PRINT_PAIRING_LINK: 'on'
		}

		expect(parse(env, () => `Some words\n${certificate}`)).toMatchObject({
			host: '0.0.0.0',
			port: 9000,
			smtpAllow: ['mail.example:2500', '192.168.1.5:25'],
			sandbox: { port: 2526 },
			publicUrl: 'http://127.0.0.1:9000',
			origins: ['https://a.example', 'http://b.example:8080'],
			extraCa: [certificate.trim()],
			dns: ['9.9.9.9:53', '127.0.0.1:5353', '[::1]:53'],
			printPairingLink: true
		})
	})

	test.each([
		['PORT', '0'],
		['PORT', '65536'],
		['PORT', '80a'],
		['HOST', 'no host'],
		['JOURNAL_URL', 'postgres://localhost/club'],
		['RELAY_SMTP_ALLOW', 'mail.example'],
		['RELAY_SMTP_ALLOW', '0x7f.1:25'],
		['RELAY_SANDBOX', 'yes'],
		['RELAY_SANDBOX_PORT', 'x'],
		['RELAY_PUBLIC_URL', 'club.example'],
		['RELAY_PUBLIC_URL', 'https://club.example/app'],
		['RELAY_PUBLIC_URL', 'ftp://club.example'],
		['RELAY_ORIGINS', 'https://a.example,*'],
		['RELAY_EXTRA_CA', '/no/such/file'],
		['RELAY_DNS', 'dns.example']
	])('names %s when it is %s', (name, value) => {
		expect(faultOf({ ...GOOD, RELAY_SANDBOX: 'on', [name]: value })).toMatch(new RegExp(`^${name} `))
	})

	test('says why there is no shared journal', () => {
		expect(faultOf({ ...GOOD, JOURNAL_URL: 'postgres://u:p@h/d' })).toMatch(/no PostgreSQL engine yet/)
	})
})
