import { afterEach, expect, test } from 'vitest'
import { followLaunches } from '#web/launch.ts'
import { BACKUP_FILE, handedOver, LIST_FILE } from '#web/state/handed-over.svelte.ts'

type Consumer = (launch: { targetURL?: string; files?: { getFile(): Promise<File> }[] }) => void
type WithQueue = { launchQueue?: { setConsumer(consume: Consumer): void } }

const before = (window as WithQueue).launchQueue
afterEach(() => Object.defineProperty(window, 'launchQueue', { configurable: true, value: before }))

function launch(...[opened]: Parameters<Consumer>): string[] {
	const gone: string[] = []
	const launchQueue = { setConsumer: (consume: Consumer) => consume(opened) }
	Object.defineProperty(window, 'launchQueue', { configurable: true, value: launchQueue })
	followLaunches((address) => gone.push(address))
	return gone
}

test('a link that the system opens is followed within the app, and none that leads elsewhere', () => {
	expect(launch({ targetURL: `${location.origin}/mailing?mailto=x` })).toEqual(['/mailing?mailto=x'])
	expect(launch({ targetURL: 'https://elsewhere.example/mailing' })).toEqual([])
	expect(launch({ targetURL: location.href })).toEqual([])
})

test('a file goes to the screen it is for, once', async () => {
	const file = new File(['…'], 'Club 2026.CLUBMANAGER')

	launch({ files: [{ getFile: () => Promise.resolve(file) }] })
	await Promise.resolve()

	expect(handedOver.take(LIST_FILE)).toBeUndefined()
	await expect.poll(() => handedOver.take(BACKUP_FILE)).toBe(file)
	expect(handedOver.take(BACKUP_FILE)).toBeUndefined()
})
