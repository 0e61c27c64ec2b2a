import { describe, expect, test, vi } from 'vitest'
import { installWay } from '#web/state/install-way.ts'
import { installation } from '#web/state/installation.svelte.ts'
import { storageRoom } from '#web/state/storage-room.svelte.ts'

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36'
const SAFARI =
	'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19 Safari/605'

describe('the way to install', () => {
	test('is told from the browser', () => {
		expect(installWay({ userAgent: CHROME, maxTouchPoints: 0 })).toBe('chromium')
		expect(installWay({ userAgent: CHROME.replace('X11; Linux', 'Linux; Android 16'), maxTouchPoints: 5 })).toBe(
			'android'
		)
		expect(installWay({ userAgent: SAFARI, maxTouchPoints: 0 })).toBe('safari')
		expect(installWay({ userAgent: SAFARI, maxTouchPoints: 5 })).toBe('ios')
		expect(installWay({ userAgent: 'Mozilla/5.0 (X11; rv:140.0) Gecko Firefox/140.0', maxTouchPoints: 0 })).toBe(
			'elsewhere'
		)
	})

	test('is the browser’s own question once it has one, offered unasked one time only', async () => {
		localStorage.removeItem('install-offered')
		const stop = installation.watch()
		const prompt = vi.fn(() => Promise.resolve({ outcome: 'accepted' }))
		expect(installation.offerOnce()).toBe(false)

		window.dispatchEvent(Object.assign(new Event('beforeinstallprompt'), { prompt }))

		expect(installation.askable).toBe(true)
		expect(installation.offerOnce()).toBe(true)
		expect(installation.offerOnce()).toBe(false)
		await installation.ask()
		expect(prompt).toHaveBeenCalledOnce()
		expect(installation.askable).toBe(false)
		stop()
	})
})

describe('the room on the device', () => {
	test('is what the browser says, and tight when little is left', async () => {
		const estimate = vi.spyOn(navigator.storage, 'estimate').mockResolvedValue({ usage: 5e6, quota: 3e9 })
		await storageRoom.measure()
		expect(storageRoom).toMatchObject({ used: 5e6, left: 2_995e6, tight: false })

		estimate.mockResolvedValue({ usage: 2_950e6, quota: 3e9 })
		await storageRoom.measure()
		expect(storageRoom.tight).toBe(true)
		vi.restoreAllMocks()
	})

	test('is asked to be kept once, after the first save', async () => {
		localStorage.removeItem('storage-persistence-asked')
		vi.spyOn(navigator.storage, 'persisted').mockResolvedValue(false)
		const persist = vi.spyOn(navigator.storage, 'persist').mockResolvedValue(false)

		await storageRoom.keepOnce()
		await storageRoom.keepOnce()

		expect(persist).toHaveBeenCalledOnce()
		vi.restoreAllMocks()
	})
})
