/** A short message at the foot of the screen, with at most one thing to do about it. */
export interface Toast {
	readonly id: number
	readonly message: string
	readonly tone: 'neutral' | 'success' | 'danger'
	readonly action?: { label: string; run: () => void }
	/** How long it stays, unless someone is on it. */
	readonly durationMs: number
}

const SHOWN_AT_ONCE = 3
const READING_MS = 5_000
const DECIDING_MS = 12_000

/** The messages on screen, oldest first. Toaster.svelte draws them. */
class Toasts {
	items = $state.raw<readonly Toast[]>([])
	#nextId = 1

	/** Shows a message and returns its id. Beyond three, the oldest goes. */
	add(message: string, options: Partial<Pick<Toast, 'tone' | 'action' | 'durationMs'>> = {}): number {
		const id = this.#nextId++
		const durationMs = options.durationMs ?? (options.action ? DECIDING_MS : READING_MS)
		this.items = [...this.items, { tone: 'neutral' as const, ...options, id, message, durationMs }].slice(
			-SHOWN_AT_ONCE
		)
		return id
	}

	/** Takes a message away. Harmless when it has gone already. */
	remove(id: number): void {
		this.items = this.items.filter((toast) => toast.id !== id)
	}

	/** Takes away what belongs to the screen that is being left; bad news stays until it has been read. */
	leaveScreen(): void {
		this.items = this.items.filter(({ tone }) => tone === 'danger')
	}
}

export const toasts = new Toasts()
