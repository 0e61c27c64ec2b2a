import { describe, expect, test } from 'vitest'
import { findWait } from '#relay/mail/wait-hint.ts'

describe('findWait', () => {
	test.each<[string, number]>([
		['Greylisted for 300 seconds', 300_000],
		['Greylisting in action, please come back in 00:04:59', 299_000],
		['try again in 15 seconds.', 15_000],
		['Too many messages. Try again in 92 seconds.', 92_000],
		['please retry in 2 hours', 7_200_000],
		['Réessayer dans 10 minutes', 600_000],
		['too many emails per second', 60_000],
		['Maximum sending rate exceeded', 60_000]
	])('%s', (text, waitMs) => {
		expect(findWait(text)).toEqual({ waitMs })
	})

	test('reads the instant at which a limit ends', () => {
		expect(findWait('recipient limit exceeded, try again after Sun, 05 Oct 2025 19:22:44 UTC')).toEqual({
			waitUntil: Date.UTC(2025, 9, 5, 19, 22, 44)
		})
	})

	test.each([
		'Try again later',
		'limit of 400 rcpts per 24 hours reached',
		'Error 300 seconds',
		'again after Sun, 99 Foo'
	])('finds nothing in "%s"', (text) => {
		expect(findWait(text)).toEqual({})
	})
})
