/** Chromium's event, which the DOM's types do not know. */
type InstallPrompt = Event & { prompt: () => Promise<{ outcome: 'accepted' | 'dismissed' }> }

const OFFERED = 'install-offered'

/** Whether the app is installed, and whether the browser offers it; one instance, see `installation`. */
class Installation {
	installed = $state(false)
	#prompt = $state.raw<InstallPrompt>()

	/** Whether the browser has a question of its own. */
	get askable(): boolean {
		return this.#prompt !== undefined
	}

	/** Keeps the browser's question for a better moment. Call as early as can be; returns what stops it. */
	watch(): () => void {
		const standalone = matchMedia('(display-mode: standalone)')
		const look = () =>
			(this.installed = standalone.matches || (navigator as { standalone?: boolean }).standalone === true)
		const keep = (event: Event) => {
			event.preventDefault()
			this.#prompt = event as InstallPrompt
		}
		const done = () => {
			this.installed = true
			this.#prompt = undefined
		}
		look()
		standalone.addEventListener('change', look)
		window.addEventListener('beforeinstallprompt', keep)
		window.addEventListener('appinstalled', done)
		return () => {
			standalone.removeEventListener('change', look)
			window.removeEventListener('beforeinstallprompt', keep)
			window.removeEventListener('appinstalled', done)
		}
	}

	/** Lets the browser ask its question. It can be asked once only; the browser brings another one when it likes. */
	async ask(): Promise<void> {
		const prompt = this.#prompt
		this.#prompt = undefined
		await prompt?.prompt()
	}

	/** Whether to offer it unasked, which is done once and never again on this device. */
	offerOnce(): boolean {
		if (this.installed || !this.askable) return false
		try {
			if (localStorage.getItem(OFFERED) !== null) return false
			localStorage.setItem(OFFERED, 'yes')
			return true
		} catch {
			return false // Nothing can be remembered: rather not than again and again.
		}
	}
}

export const installation = new Installation()
