const MEGABYTE = 1_000_000
const TIGHT_BYTES = 100 * MEGABYTE
const TIGHT_SHARE = 0.9

const ASKED = 'storage-persistence-asked'

/** What the browser says of the room that this app has on the device; one instance, see `storageRoom`. */
class StorageRoom {
	/** Whether the browser promised never to clear the data by itself; `undefined` when it does not say. */
	persisted = $state<boolean>()
	/** Bytes, as far as the browser tells. */
	used = $state<number>()
	left = $state<number>()
	readonly #quota = $derived(this.used === undefined || this.left === undefined ? undefined : this.used + this.left)

	/** Nearly full: what is saved next may be refused. */
	readonly tight = $derived(
		this.left !== undefined &&
			this.used !== undefined &&
			this.#quota !== undefined &&
			(this.left < TIGHT_BYTES || this.used / this.#quota > TIGHT_SHARE)
	)

	/** Asks the browser how things are, now. */
	async measure(): Promise<void> {
		const { storage } = navigator
		this.persisted = await storage?.persisted?.()
		const { usage, quota } = (await storage?.estimate?.()) ?? {}
		this.used = usage
		this.left = usage === undefined || quota === undefined ? undefined : Math.max(0, quota - usage)
	}

	/** Asks the browser to keep the data for good. Some ask the person, some decide by themselves. */
	async keep(): Promise<boolean> {
		await navigator.storage?.persist?.()
		await this.measure()
		return this.persisted === true
	}

	/** Asks once, after the first thing worth keeping was saved; a person who said no is not asked again. */
	async keepOnce(): Promise<void> {
		await this.measure()
		if (this.persisted !== false || wasAsked()) return
		await this.keep()
	}
}

export const storageRoom = new StorageRoom()

function wasAsked(): boolean {
	try {
		const asked = localStorage.getItem(ASKED) !== null
		localStorage.setItem(ASKED, 'yes')
		return asked
	} catch {
		return true // Nothing can be remembered: rather not than at every start.
	}
}
