import { m } from '#web/paraglide/messages.js'
import { toasts } from '#web/ui/toasts.svelte.ts'

/** Makes a paper and says where it is, or that it could not be made; resolves to whether it was. */
export async function handOver(make: () => Promise<string>): Promise<boolean> {
	try {
		toasts.add(m.exports_done({ file: await make() }))
		return true
	} catch (error) {
		// A part of the app that was not kept for a time without network, or too much for this device.
		console.error(error)
		toasts.add(m.treasury_paper_failed(), { tone: 'danger' })
		return false
	}
}
