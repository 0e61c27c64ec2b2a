import { expect, test } from 'vitest'
import { beBusy, isAnyWindowBusy, isBusy, whenNotBusy } from '#web/state/busy.ts'

test('a window is busy until the last of what it does is over, and says so to the others', async () => {
	const over: string[] = []
	const first = beBusy()
	const second = beBusy()
	whenNotBusy(() => over.push('reload'))

	first()
	first()
	expect(isBusy()).toBe(true)
	await expect.poll(heldLocks).toContain('busy')
	expect(await isAnyWindowBusy()).toBe(true)
	expect(over).toEqual([])

	second()
	expect(over).toEqual(['reload'])
	await expect.poll(isAnyWindowBusy).toBe(false)
})

test('another window’s form counts as well', async () => {
	const { promise, resolve } = Promise.withResolvers<void>()
	const elsewhere = navigator.locks.request('busy', { mode: 'shared' }, () => promise)

	await expect.poll(isAnyWindowBusy).toBe(true)
	expect(isBusy()).toBe(false)

	resolve()
	await elsewhere
	expect(await isAnyWindowBusy()).toBe(false)
})

async function heldLocks() {
	return (await navigator.locks.query()).held?.map(({ name }) => name)
}
