import { version } from '$app/env'
import { assets, immutable } from '$app/manifest'
import { self } from '$app/service-worker'
import { PrecacheController, PrecacheRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

const SHELL = '/index.html'
/** Every page holds a lock of this name and its version as long as it lives: see web/lib/pwa.svelte.ts. */
const VERSION_LOCK = 'app-version:'

const rooted = (path: string) => `/${path.replace(/^\//, '')}`

const precache = new PrecacheController()
precache.addToCacheList([
	{ url: SHELL, revision: version },
	// Their names carry a hash of their content.
	...immutable.map(({ path }) => ({ url: rooted(path), revision: null })),
	// The system shows them before the app is installed, from the network.
	...assets
		.filter(({ path }) => !path.includes('screenshots/'))
		.map(({ path }) => ({ url: rooted(path), revision: version }))
])
registerRoute(new PrecacheRoute(precache))

// Parts of an earlier version, for a page of it that is still open.
registerRoute(
	({ url }) => url.origin === self.location.origin && url.pathname.startsWith('/_app/immutable/'),
	// eslint-disable-next-line no-restricted-globals -- a file of the app itself, which the worker stands in for
	async ({ request }) => (await caches.match(request)) ?? fetch(request)
)

// Every screen starts from the shell; the relay's answers are never kept.
const shell = precache.createHandlerBoundToURL(SHELL)
registerRoute(
	new NavigationRoute(
		async (options) => {
			void forgetEarlierVersions(options.event)
			return shell(options)
		},
		{ denylist: [/^\/api\//] }
	)
)

self.addEventListener('install', (event) => event.waitUntil(precache.install(event)))
self.addEventListener('activate', (event) => event.waitUntil(takeOver(event)))
self.addEventListener('message', (event: ExtendableMessageEvent) => {
	const message = event.data as { type?: unknown } | null
	if (message?.type === 'SKIP_WAITING') void self.skipWaiting()
})

async function takeOver(event: ExtendableEvent) {
	await self.clients.claim()
	await forgetEarlierVersions(event)
}

/** Clears the cache of what only earlier versions need, once no page of one is open. */
async function forgetEarlierVersions(event: ExtendableEvent) {
	const { held = [] } = await navigator.locks.query()
	const inUse = held.flatMap(({ name = '' }) =>
		name.startsWith(VERSION_LOCK) ? [name.slice(VERSION_LOCK.length)] : []
	)
	if (inUse.every((one) => one === version)) await precache.activate(event)
}
