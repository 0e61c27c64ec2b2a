/** How long the browser may take to begin writing the file. */
const KEPT_MS = 60_000

/** Gives the person a file, as a download does. */
export function saveFile(name: string, content: BlobPart, type: string): void {
	const url = URL.createObjectURL(new Blob([content], { type }))
	const link = Object.assign(document.createElement('a'), { href: url, download: name })
	link.click()
	setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}
