/** Chromium's event, which the DOM's types do not know. */
type InstallPrompt = Event & { prompt: () => Promise<{ outcome: 'accepted' | 'dismissed' }> }

/** How the app gets onto this device: by a question of the browser, by hand, or not by this browser. */
export type InstallWay = 'prompt' | 'ios' | 'safari' | 'android' | 'chromium' | 'elsewhere'

const OFFERED = 'install-offered'

/** Whether the app is installed, and how it can be; one instance, see `installation`. */
class Installation {
	installed = $state(false)
	#prompt = $state.raw<InstallPrompt>()

	/** The best way in this browser. */
	get way(): InstallWay {
		return this.#prompt ? 'prompt' : installWay(navigator)
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
		if (this.installed || this.way !== 'prompt') return false
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

/** The way by hand, told from the browser's name. An iPad says that it is a Mac, but no Mac has several touch points. */
export function installWay({ userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): InstallWay {
	if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'ios'
	if (/Android/.test(userAgent)) return 'android'
	if (/Chrome\//.test(userAgent)) return 'chromium'
	return /Macintosh.*Safari\//.test(userAgent) ? 'safari' : 'elsewhere'
}
