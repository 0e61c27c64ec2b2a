import { handedOver } from './state/handed-over.svelte.ts'

/** The part of Chromium's launch queue that is used here; the DOM's types do not know it. */
type Launch = { targetURL?: string; files?: readonly { getFile(): Promise<File> }[] }
type LaunchQueue = { setConsumer(consume: (launch: Launch) => void): void }

/**
 * Follows what the system opens with the app (a shortcut, a `mailto:` link, a file) in the window that is there already.
 * `go` gets the address within the app; the one that this page was opened with is passed over.
 */
export function followLaunches(go: (address: string) => void): void {
	const { launchQueue } = window as { launchQueue?: LaunchQueue }
	launchQueue?.setConsumer(({ targetURL, files = [] }) => {
		// One at a time: each leads to a screen of its own.
		void files[0]?.getFile().then((file) => handedOver.give(file))
		if (targetURL === undefined) return
		const { origin, pathname, search } = new URL(targetURL)
		if (origin === location.origin && pathname + search !== location.pathname + location.search) go(pathname + search)
	})
}
