/** A pause that can be cut short, also just before it begins. */
export class Rest {
	#due = false
	#wake = () => {}

	/** From here on, `end` counts. */
	begin(): void {
		this.#due = false
	}

	/** Cuts the pause short, the running one or the next one. */
	end(): void {
		this.#due = true
		this.#wake()
	}

	/** Waits so many ms, `Infinity` for as long as it takes, unless it is ended or `signal` aborts. */
	async take(waitMs: number, signal: AbortSignal): Promise<void> {
		if (this.#due || signal.aborted) return
		await new Promise<void>((resolve) => {
			const timer = waitMs === Infinity ? undefined : setTimeout(resolve, waitMs)
			this.#wake = () => {
				clearTimeout(timer)
				resolve()
			}
			signal.addEventListener('abort', this.#wake, { once: true })
		})
	}
}
