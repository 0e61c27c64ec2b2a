/** Light or dark: a choice of this device, not of the club, or the device's own. */
export type Scheme = 'light' | 'dark' | 'automatic'

/** web/static/before-paint.js reads it before the first frame. */
const KEY = 'scheme'

/** What was chosen on this device, and whether it comes out light or dark. Whatever shows either follows by itself. */
class DeviceScheme {
	readonly #device = matchMedia('(prefers-color-scheme: dark)')
	#chosen = $state.raw(findStored())
	#deviceIsDark = $state.raw(this.#device.matches)

	constructor() {
		this.#device.addEventListener('change', ({ matches }) => (this.#deviceIsDark = matches))
	}

	get chosen(): Scheme {
		return this.#chosen
	}
	set chosen(scheme: Scheme) {
		this.#chosen = scheme
		try {
			if (scheme === 'automatic') localStorage.removeItem(KEY)
			else localStorage.setItem(KEY, scheme)
		} catch {
			// Storage is blocked: the choice holds until the page is closed.
		}
	}

	get shade(): 'light' | 'dark' {
		if (this.#chosen !== 'automatic') return this.#chosen
		return this.#deviceIsDark ? 'dark' : 'light'
	}
}

function findStored(): Scheme {
	try {
		const stored = localStorage.getItem(KEY)
		return stored === 'light' || stored === 'dark' ? stored : 'automatic'
	} catch {
		// Storage is blocked: nothing was chosen.
		return 'automatic'
	}
}

export const deviceScheme = new DeviceScheme()
