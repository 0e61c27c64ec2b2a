import { describe, expect, onTestFinished, test } from 'vitest'
import { JournalUnavailable, type Journal } from '#relay/journal/journal.ts'
import { createMemoryJournal } from '#relay/journal/memory.ts'
import { createTestRelay } from '#tests/support/test-relay.ts'

async function start(journal: Journal) {
	const relay = await createTestRelay({ servers: [], journal })
	onTestFinished(() => relay.mailings.stop())
	return relay
}

const unreadable = () =>
	Object.assign(createMemoryJournal(), { findMailing: () => Promise.reject(new JournalUnavailable('disk gone')) })

describe('GET /health', () => {
	test.each(['/api/v1/health', '/api/v1/health/ready'])('%s answers without a key', async (path) => {
		const relay = await start(createMemoryJournal())

		const response = await relay.request(path, { key: null })

		expect(response.status).toBe(200)
		expect(await response.json()).toEqual({ status: 'ok' })
		expect(response.headers.get('cache-control')).toBe('no-store')
	})

	test('says that the process lives, and is not ready, while the journal cannot be read', async () => {
		const relay = await start(unreadable())

		expect((await relay.request('/api/v1/health', { key: null })).status).toBe(200)
		const ready = await relay.request('/api/v1/health/ready', { key: null })

		expect(ready.status).toBe(503)
		expect(await ready.json()).toMatchObject({ code: 'journal-unavailable' })
	})
})
