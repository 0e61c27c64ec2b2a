import { describe, expect, test } from 'vitest'
import { parseLogRetention, retentionLimit } from '#shared/log-retention.ts'

describe('retentionLimit', () => {
	test('lies so many months back, on the last day of a shorter month, and nowhere when kept for good', () => {
		const now = Date.parse('2026-12-31T10:00:00Z')

		expect(retentionLimit('one-year', now)).toBe('2025-12-31T10:00:00.000Z')
		expect(retentionLimit('three-years', now)).toBe('2023-12-31T10:00:00.000Z')
		expect(retentionLimit('six-months', now)).toBe('2026-06-30T10:00:00.000Z')
		expect(retentionLimit('always', now)).toBeUndefined()
	})
})

describe('parseLogRetention', () => {
	test('keeps for good where nothing known was chosen', () => {
		expect(['one-year', 'two-days', undefined].map(parseLogRetention)).toEqual(['one-year', 'always', 'always'])
	})
})
