import { commands } from 'vitest/browser'

/** A list of people as LibreOffice wrote it, or a locked one. */
export async function sample(name: string): Promise<Uint8Array<ArrayBuffer>> {
	const base64 = await commands.readFile(`tests/support/samples/lists/${name}`, { encoding: 'base64' })
	return Uint8Array.from(atob(base64), (octet) => octet.charCodeAt(0))
}

/** A file of the old program. */
export async function oldSample(name: string): Promise<Uint8Array<ArrayBuffer>> {
	const base64 = await commands.readFile(`tests/support/samples/old-program/${name}`, { encoding: 'base64' })
	return Uint8Array.from(atob(base64), (octet) => octet.charCodeAt(0))
}
