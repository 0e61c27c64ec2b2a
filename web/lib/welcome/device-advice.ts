/** What someone should know about this device before the first thing is entered. */
export type DeviceAdvice = 'install-first' | 'private-window'

/** Finds what endangers the data of someone who begins here and now; `undefined` when nothing is known to. */
export async function findDeviceAdvice(): Promise<DeviceAdvice | undefined> {
	if (isIosTab(navigator) && !isInstalled()) return 'install-first'
	return (await isPrivateWindow()) ? 'private-window' : undefined
}

/**
 * Tells whether this is a tab on an iPhone or iPad: there the installed app keeps its own data, apart from the browser's.
 * An iPad says that it is a Mac, but no Mac has several touch points.
 */
export function isIosTab({ userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): boolean {
	return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
}

function isInstalled(): boolean {
	const standalone = 'standalone' in navigator && navigator.standalone === true
	return standalone || matchMedia('(display-mode: standalone)').matches
}

/** Firefox and Safari refuse the file system of the site in a private window; Chromium hides what it is. */
async function isPrivateWindow(): Promise<boolean> {
	if (typeof navigator.storage?.getDirectory !== 'function') return false
	try {
		await navigator.storage.getDirectory()
		return false
	} catch {
		return true // The refusal is the answer.
	}
}
