import type { Workbox } from 'workbox-window'

const WORKER_URL = '/service-worker.js'

/** What the installed app knows of itself. */
export const pwa = $state({
	/** A newer version waits; it takes over only when `takeUpdate` is called. */
	updateReady: false,
	/** Everything needed to start without a network is stored. */
	offlineReady: false
})

let workbox: Workbox | undefined

/** Installs the service worker. Does nothing where there is none: in development, or in a browser that forbids it. */
export async function registerWorker(): Promise<void> {
	if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
	reloadWhenAnotherVersionTakesOver()
	// Not needed to show anything, so it comes after.
	const { Workbox } = await import('workbox-window')
	workbox = new Workbox(trustedWorkerUrl(), { scope: '/', type: 'module', updateViaCache: 'none' })
	workbox.addEventListener('activated', () => (pwa.offlineReady = true))
	// Also comes for a worker that was waiting before this page was opened.
	workbox.addEventListener('waiting', () => (pwa.updateReady = true))
	if (navigator.serviceWorker.controller) pwa.offlineReady = true
	await workbox.register()
}

/** Lets the waiting version take over; every open page of the app then loads again. */
export function takeUpdate(): void {
	workbox?.messageSkipWaiting()
}

/** Asks whether there is a newer version; `updateReady` follows once it is stored. Throws when the answer cannot be had. */
export async function checkForUpdate(): Promise<boolean> {
	// Not workbox.update(), which keeps failures to itself.
	const registration = await navigator.serviceWorker?.getRegistration()
	await registration?.update()
	return Boolean(registration?.installing ?? registration?.waiting)
}

/** workbox-window's own `isUpdate` stays false all through the first session, so control is watched here. */
function reloadWhenAnotherVersionTakesOver() {
	let controlled = navigator.serviceWorker.controller !== null
	navigator.serviceWorker.addEventListener('controllerchange', () => {
		if (controlled) location.reload()
		controlled = true
	})
}

/** Address of the worker in the form that Trusted Types ask for; no other address gets through the policy. */
function trustedWorkerUrl(): string {
	const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory }
	if (!trustedTypes) return WORKER_URL
	const policy = trustedTypes.createPolicy('club-manager-worker', {
		createScriptURL(url) {
			if (url !== WORKER_URL) throw new TypeError(`Not a worker of this app: ${url}`)
			return url
		}
	})
	// Typed as the string it stands for: TypeScript's DOM does not know trusted URLs.
	return policy.createScriptURL(WORKER_URL) as unknown as string
}

interface TrustedTypePolicyFactory {
	createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): object }
}
