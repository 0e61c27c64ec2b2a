import { version } from '$app/env'
import type { Workbox } from 'workbox-window'
import { isAnyWindowBusy, isBusy, whenNotBusy } from './state/busy.ts'

const WORKER_URL = '/service-worker.js'
/** Each page holds a lock of this name and its version; the worker keeps what pages of earlier versions may still need. */
const VERSION_LOCK = 'app-version:'
const LOOK_EVERY_MS = 3_600_000
/** After so long, who was asked whether the page may go has said no. */
const GOES_WITHIN_MS = 5_000
/** When a waiting version is tried at the start, each time after the one before; nothing must have been touched by then. */
const AT_START_AFTER_MS = [0, 400, 1_200, 2_500, 5_000]

/** What the installed app knows of itself. */
export const pwa = $state({
	/** A newer version waits; it takes over only when `takeUpdate` is called. */
	updateReady: false,
	/** A person wants the newer version, but something is open that it would cut short. */
	updateHeldBack: false,
	/** Everything needed to start without a network is stored. */
	offlineReady: false,
	/** A part of the app could not be loaded, and loading the page again would cut something short. */
	partMissing: false
})

let workbox: Workbox | undefined
/** Whether anything was pressed since this page was loaded. */
let touched = false

/** Installs the service worker. Does nothing where there is none: in development, or in a browser that forbids it. */
export async function registerWorker(): Promise<void> {
	if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
	holdVersion()
	reloadWhenAnotherVersionTakesOver()
	watchForHands()
	// Not needed to show anything, so it comes after.
	const { Workbox } = await import('workbox-window')
	workbox = new Workbox(trustedWorkerUrl(), { scope: '/', type: 'module', updateViaCache: 'none' })
	workbox.addEventListener('activated', () => (pwa.offlineReady = true))
	// Also comes for a worker that was waiting before this page was opened.
	workbox.addEventListener('waiting', ({ wasWaitingBeforeRegister }) => {
		pwa.updateReady = true
		if (wasWaitingBeforeRegister) void takeUpdateAtStart()
	})
	if (navigator.serviceWorker.controller) pwa.offlineReady = true
	await workbox.register()
	lookForUpdatesNowAndThen()
}

/**
 * Lets the waiting version take over; every open page of the app then loads again, once. Not while anything is open in any
 * window that this would cut short: then it says so, and the next call tries again.
 */
export async function takeUpdate(): Promise<void> {
	pwa.updateHeldBack = await isAnyWindowBusy()
	if (!pwa.updateHeldBack) workbox?.messageSkipWaiting()
}

/** Asks whether there is a newer version; `updateReady` follows once it is stored. Throws when the answer cannot be had. */
export async function checkForUpdate(): Promise<boolean> {
	// Not workbox.update(), which keeps failures to itself.
	const registration = await navigator.serviceWorker?.getRegistration()
	await registration?.update()
	return Boolean(registration?.installing ?? registration?.waiting)
}

/**
 * Loads the page again when a part of it cannot be had any more, once for this version; what is typed is kept on the
 * device. While something is open, it is left to the person: see `partMissing`. Returns what stops it.
 */
export function watchForMissingParts(): () => void {
	let goingSince = -Infinity
	// A page that goes breaks off what it is loading: nothing is missing then.
	const going = () => (goingSince = performance.now())
	const found = () => {
		if (performance.now() - goingSince < GOES_WITHIN_MS) return
		if (isBusy() || !isFirstReload()) pwa.partMissing = true
		else location.reload()
	}
	window.addEventListener('beforeunload', going)
	window.addEventListener('vite:preloadError', found)
	return () => {
		window.removeEventListener('beforeunload', going)
		window.removeEventListener('vite:preloadError', found)
	}
}

/** Nothing has been begun yet, and no other window is there: the best moment. */
async function takeUpdateAtStart() {
	// The page that was here before may take a moment to go, on a slow device a long one.
	for (const afterMs of AT_START_AFTER_MS) {
		await new Promise((resolve) => setTimeout(resolve, afterMs))
		if (touched) return
		const { held = [] } = await navigator.locks.query()
		const pages = held.filter(({ name }) => name?.startsWith(VERSION_LOCK))
		if (pages.length <= 1 && !(await isAnyWindowBusy())) return takeUpdate()
	}
}

/** Notices when something is begun here; `navigator.userActivation` would also tell of the page before a reload. */
function watchForHands() {
	for (const kind of ['pointerdown', 'keydown']) {
		window.addEventListener(kind, () => (touched = true), { once: true, capture: true })
	}
}

/** Not while the page is only kept for going back to. */
function holdVersion() {
	const { promise, resolve } = Promise.withResolvers<void>()
	void navigator.locks.request(VERSION_LOCK + version, { mode: 'shared' }, () => promise)
	window.addEventListener('pagehide', () => resolve(), { once: true })
	window.addEventListener('pageshow', ({ persisted }) => persisted && holdVersion(), { once: true })
}

/** An app that is never closed would otherwise never hear of a new version. */
function lookForUpdatesNowAndThen() {
	let lookedAt = Date.now()
	document.addEventListener('visibilitychange', () => {
		if (document.hidden || Date.now() - lookedAt < LOOK_EVERY_MS) return
		lookedAt = Date.now()
		// Without network there is no answer; it is asked again.
		checkForUpdate().catch(() => undefined)
	})
}

/** workbox-window's own `isUpdate` stays false all through the first session, so control is watched here. */
function reloadWhenAnotherVersionTakesOver() {
	let controlled = navigator.serviceWorker.controller !== null
	navigator.serviceWorker.addEventListener('controllerchange', () => {
		// A form may have been begun since another window said yes; until it is closed, this page stays as it is.
		if (controlled) whenNotBusy(() => location.reload())
		controlled = true
	})
}

function isFirstReload(): boolean {
	try {
		const key = 'reloaded-for-version'
		if (sessionStorage.getItem(key) === version) return false
		sessionStorage.setItem(key, version)
		return true
	} catch {
		return false // Nothing can be remembered: rather not at all than for ever.
	}
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
