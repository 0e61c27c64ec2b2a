import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isSealingPublicKey } from '#shared/crypto/sealing-public-key.ts'
import type { RelayInfo } from '#shared/wire/relay-info.ts'
import { ACCESS_KEY, ADDRESS, createTestRelay } from '#tests/support/test-relay.ts'

const PROTECTED = [
	['POST', '/api/v1/smtp/verifications'],
	['POST', '/api/v1/smtp/test-messages'],
	['POST', '/api/v1/mailings'],
	['GET', '/api/v1/mailings/m1'],
	['GET', '/api/v1/mailings/m1/events'],
	['POST', '/api/v1/mailings/m1/cancel'],
	['GET', '/api/v1/opt-outs'],
	['POST', '/api/v1/bounces/readings'],
	['GET', '/api/v1/sandbox/messages'],
	['GET', '/api/v1/nothing']
] as const

describe('GET /relay', () => {
	test('is public, and tells what an app must know to seal a password', async () => {
		const relay = await createTestRelay()

		const response = await relay.request('/api/v1/relay', { key: null })

		const info = (await response.json()) as RelayInfo
		expect(info).toMatchObject({
			product: 'club-manager-relay',
			journalEpoch: relay.journal.epoch,
			sealing: { suite: 'hpke1' },
			limits: { recipients: 100_000, messageBytes: 26_214_400, requestBytes: 104_857_600, attachments: 20 },
			unsubscribe: { oneClick: false },
			sandbox: null
		})
		expect(await isSealingPublicKey(info.sealing)).toBe(true)
	})
})

describe('access keys', () => {
	test.each(PROTECTED)('are needed for %s %s', async (method, path) => {
		const relay = await createTestRelay()

		const without = await relay.request(path, { method, key: null })
		const wrong = await relay.request(path, { method, key: `${ACCESS_KEY}x` })

		for (const response of [without, wrong]) {
			expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
			expect(await response.json()).toEqual({
				type: 'about:blank',
				title: 'Unauthorized',
				status: 401,
				code: 'unauthorized'
			})
		}
	})

	test.each(['', 'Basic dXNlcjpwYXNz', ACCESS_KEY, `Bearer ${ACCESS_KEY} x`, 'Bearer '])(
		'do not come as %j',
		async (authorization) => {
			const relay = await createTestRelay()

			const response = await relay.request('/api/v1/mailings/m1', { key: null, headers: { authorization } })

			expect(response.status).toBe(401)
		}
	)

	test('may be several for one owner', async () => {
		const keys = ['first-key-of-the-same-club', 'second-key-of-the-same-club']
		const relay = await createTestRelay({ accessKeys: keys.map((key) => ({ owner: 'club', key })) })

		const statuses = await Promise.all(
			keys.map(async (key) => (await relay.request('/api/v1/mailings/m1', { key })).status)
		)

		expect(statuses).toEqual([404, 404])
	})
})

describe('origins', () => {
	const ALLOWED = [
		ADDRESS,
		'http://localhost:8787',
		'http://[::1]:8787',
		'https://club.example',
		'https://further.example:8443'
	]
	const setUp = () => createTestRelay({ publicUrl: 'https://club.example', origins: ['https://further.example:8443'] })

	test.each(ALLOWED)('%s may call', async (origin) => {
		const relay = await setUp()

		const response = await relay.request('/api/v1/mailings/m1', { headers: { origin } })

		expect(response.status).toBe(404)
		expect(response.headers.get('access-control-allow-origin')).toBe(origin)
	})

	test.each([
		'https://evil.example',
		'null',
		'http://127.0.0.1:9999',
		'https://127.0.0.1:8787',
		'http://club.example',
		'https://further.example'
	])('%s may not, whatever the path and the key', async (origin) => {
		const relay = await setUp()

		for (const [method, path] of [...PROTECTED, ['GET', '/api/v1/relay'], ['OPTIONS', '/api/v1/mailings']] as const) {
			const withKey = await relay.request(path, { method, headers: { origin } })
			const without = await relay.request(path, { method, key: null, headers: { origin } })

			expect(await withKey.json()).toMatchObject({ status: 403, code: 'forbidden-origin' })
			expect(without.status).toBe(403)
			expect(without.headers.has('access-control-allow-origin')).toBe(false)
		}
	})

	test('are not taken from what a proxy claims', async () => {
		const relay = await setUp()
		const headers = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }

		const response = await relay.request('/api/v1/mailings/m1', { headers })

		expect(response.status).toBe(403)
	})

	test('get their preflight answered without a key', async () => {
		const relay = await setUp()

		const response = await relay.request('/api/v1/mailings', {
			method: 'OPTIONS',
			key: null,
			headers: { origin: 'https://further.example:8443', 'access-control-request-method': 'POST' }
		})

		expect(response.status).toBe(204)
		expect(response.headers.get('access-control-allow-headers')).toContain('authorization')
		expect(response.headers.get('access-control-allow-methods')).toContain('DELETE')
		expect(response.headers.has('access-control-allow-credentials')).toBe(false)
	})

	test('are not needed with a key', async () => {
		const relay = await setUp()

		expect((await relay.request('/api/v1/mailings/m1')).status).toBe(404)
	})
})

describe('hosts', () => {
	test.each(['evil.example', 'evil.example:8787', '127.0.0.1.evil.example', '192.168.1.1:8787'])(
		'%s is not served, not even the app',
		async (host) => {
			const relay = await createTestRelay()

			for (const path of ['/', '/api/v1/relay', '/api/v1/mailings/m1']) {
				const named = await relay.app.request(`${ADDRESS}${path}`, { headers: { host } })
				const addressed = await relay.app.request(`http://${host}${path}`)

				expect([named.status, addressed.status]).toEqual([403, 403])
			}
		}
	)

	test.each(['127.0.0.1:8787', 'localhost:8787', '[::1]:8787', 'club.example'])('%s is served', async (host) => {
		const relay = await createTestRelay({ publicUrl: 'https://club.example' })

		const response = await relay.app.request(`http://${host}/api/v1/relay`, { headers: { host } })

		expect(response.status).toBe(200)
	})
})

describe('paths under /api that do not exist', () => {
	test.each([
		['GET', '/api'],
		['GET', '/api/'],
		['GET', '/api/v1/nothing'],
		['GET', '/api/v2/relay'],
		['POST', '/api/v1/relay'],
		['GET', '/api/v1/mailings'],
		['PUT', '/api/v1/mailings/m1'],
		['GET', '/api/v1/mailings/a%20b']
	])('answer %s %s as JSON, never with the page', async (method, path) => {
		const relay = await createTestRelay()

		const response = await relay.request(path, { method })

		expect(response.headers.get('content-type')).toBe('application/problem+json')
		expect(await response.json()).toMatchObject({ status: 404, code: 'unknown-mailing' })
	})
})

describe('the app’s own files', () => {
	async function setUp(publicUrl?: string) {
		const webRoot = await mkdtemp(join(tmpdir(), 'web-root-'))
		onTestFinished(() => rm(webRoot, { recursive: true }))
		await mkdir(join(webRoot, '_app/immutable'), { recursive: true })
		await writeFile(join(webRoot, 'index.html'), '<title>Club Manager</title>')
		await writeFile(join(webRoot, 'service-worker.js'), 'self')
		await writeFile(join(webRoot, '_app/immutable/a.js'), 'export {}')
		return await createTestRelay({ webRoot, ...(publicUrl && { publicUrl }) })
	}

	test.each([
		['/', 200, 'no-cache', 'text/html'],
		['/membres/deep/link', 200, 'no-cache', 'text/html'],
		['/service-worker.js', 200, 'no-cache', 'javascript'],
		['/_app/immutable/a.js', 200, 'public, max-age=31536000, immutable', 'javascript'],
		['/_app/immutable/missing.js', 404, 'no-cache', 'text/plain'],
		['/robots.txt', 404, 'no-cache', 'text/plain']
	])('%s is answered %i, kept as %s', async (path, status, caching, type) => {
		const relay = await setUp()

		const response = await relay.request(path, { key: null })

		expect(response.status).toBe(status)
		expect(response.headers.get('cache-control')).toBe(caching)
		expect(response.headers.get('content-type')).toContain(type)
	})

	test.each(['/../package.json', '/..%2fpackage.json', '/%2e%2e/package.json', '/_app/../../package.json'])(
		'end where the folder ends: %s',
		async (path) => {
			const relay = await setUp()

			const response = await relay.app.request(`${ADDRESS}${path}`)

			expect(await response.text()).not.toContain('"name"')
		}
	)

	test('come with headers that shut out frames, sniffing and referrers', async () => {
		const relay = await setUp()

		const { headers } = await relay.request('/', { key: null })

		expect(Object.fromEntries(headers)).toMatchObject({
			'content-security-policy': "frame-ancestors 'none'",
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer',
			'cross-origin-opener-policy': 'same-origin',
			'cross-origin-resource-policy': 'same-origin',
			'permissions-policy': expect.stringContaining('geolocation=()') as string
		})
		expect(headers.has('strict-transport-security')).toBe(false)
	})

	test('insist on TLS where the public address has it', async () => {
		const relay = await setUp('https://club.example')

		const response = await relay.request('/', { key: null })

		expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000')
	})

	test('are one address only: localhost leads to the printed one, the API does not', async () => {
		const relay = await setUp()

		const page = await relay.app.request('http://localhost:8787/mailing?a=b')
		const api = await relay.app.request('http://localhost:8787/api/v1/relay')

		expect(page.status).toBe(307)
		expect(page.headers.get('location')).toBe(`${ADDRESS}/mailing?a=b`)
		expect(api.status).toBe(200)
	})

	test('are not sent in circles by a proxy that calls us localhost', async () => {
		const relay = await setUp('https://club.example')

		const response = await relay.app.request('http://localhost:8787/')

		expect(response.status).toBe(200)
	})

	test('say plainly that they are not built', async () => {
		const relay = await createTestRelay({ webRoot: '/nowhere' })

		const response = await relay.request('/', { key: null })

		expect(response.status).toBe(503)
		expect(await response.text()).toContain('npm run build')
	})
})
