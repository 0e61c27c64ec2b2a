import { describe, expect, test } from 'vitest'
import { isLate, within } from '#web/deadline.ts'

/** Never answers; ends when it is broken off, with whether that was for being late. */
const hang = ({ signal }: { signal: AbortSignal }) =>
	new Promise<boolean>((resolve) => signal.addEventListener('abort', () => resolve(isLate(signal))))

describe('within', () => {
	test('breaks off what takes too long', async () => {
		expect(await within(1, undefined, hang)).toBe(true)
	})

	test('breaks off what nobody wants any more', async () => {
		const caller = new AbortController()

		const hung = within(60_000, caller.signal, hang)
		caller.abort()

		expect(await hung).toBe(false)
	})

	test('lets be what was done in time', async () => {
		let signal: AbortSignal | undefined

		const done = await within(1, undefined, (given) => {
			signal = given.signal
			return Promise.resolve('done')
		})
		await new Promise((resolve) => setTimeout(resolve, 5))

		expect(done).toBe('done')
		expect(signal?.aborted).toBe(false)
	})
})
