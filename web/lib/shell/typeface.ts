/** Words that are late move less than words that change their shape under the eyes; but nobody waits for them longer. */
const WAIT_MS = 400

/** Resolves once our typeface can be drawn, so that nothing moves when it comes; after a moment without it, all the same. */
export async function typefaceLoaded(): Promise<void> {
	const late = new Promise((resolve) => setTimeout(resolve, WAIT_MS))
	await Promise.race([late, document.fonts.load('1em "Figtree Variable"')])
}
