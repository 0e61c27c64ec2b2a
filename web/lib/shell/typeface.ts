/** Longer than this nobody waits for letters. */
const WAIT_MS = 400

/**
 * Resolves once our typeface can be drawn, so that nothing moves when it comes; when it cannot be had, or takes too long,
 * all the same: the words then stand in the device's own.
 */
export async function typefaceLoaded(): Promise<void> {
	const late = new Promise((resolve) => setTimeout(resolve, WAIT_MS))
	await Promise.race([late, document.fonts.load('1em "Figtree Variable"').catch(() => late)])
}
