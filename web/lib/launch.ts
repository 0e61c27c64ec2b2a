/** The part of Chromium's launch queue that is used here; the DOM's types do not know it. */
type LaunchQueue = { setConsumer(consume: (launch: { targetURL?: string }) => void): void }

/**
 * Follows links that the system opens with the app (a shortcut, a `mailto:` link) in the window that is there already.
 * `go` gets the address within the app; the one that this page was opened with is passed over.
 */
export function followLaunches(go: (address: string) => void): void {
	const { launchQueue } = window as { launchQueue?: LaunchQueue }
	launchQueue?.setConsumer(({ targetURL }) => {
		if (targetURL === undefined) return
		const { origin, pathname, search } = new URL(targetURL)
		if (origin === location.origin && pathname + search !== location.pathname + location.search) go(pathname + search)
	})
}
