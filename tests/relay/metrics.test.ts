import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { EventReader } from '#tests/support/event-reader.ts'
import { freePort } from '#tests/support/free-port.ts'
import { spawnRelay } from '#tests/support/spawned-relay.ts'
import { mailingTo } from '#tests/support/test-relay.ts'

describe('GET /metrics', () => {
	test('gives sums at a port of its own, and nobody’s address or name', async () => {
		const [port, metricsPort, sandboxPort] = [await freePort(), await freePort(), await freePort()]
		const relay = spawnRelay({
			APP_SECRET_KEY: randomBytes(32).toString('base64'),
			RELAY_ACCESS_KEYS: 'canary-club:a-canary-key-of-a-club',
			PORT: String(port),
			RELAY_METRICS_PORT: String(metricsPort),
			RELAY_SANDBOX: 'on',
			RELAY_SANDBOX_PORT: String(sandboxPort)
		})
		await relay.printed(/listening/)
		const mailing = mailingTo({ host: '127.0.0.1', port: sandboxPort }, { count: 3, id: 'canary-mailing' })
		const headers = { authorization: 'Bearer a-canary-key-of-a-club' }
		const url = `http://127.0.0.1:${port}/api/v1/mailings`
		await new EventReader(await fetch(url, { method: 'POST', headers, body: JSON.stringify(mailing) })).all()

		const page = await fetch(`http://127.0.0.1:${metricsPort}/metrics`)
		const text = await page.text()

		expect(page.headers.get('content-type')).toBe('text/plain; version=0.0.4')
		expect(text).toContain('club_manager_recipients{outcome="sent"} 3\n')
		expect(text).toContain('club_manager_mailings{state="done"} 1\n')
		expect(text).toContain('club_manager_answers_total{status="2xx"} 1\n')
		expect(text).not.toMatch(/canary|@|membre|example/)
		for (const line of text.trim().split('\n'))
			expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ \S|[a-z_]+(\{[a-z]+="\w+"\})? \d+$)/)
		expect((await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).status).not.toBe(200)
	})
})
