import { version } from '$app/env'
import { assets, immutable } from '$app/manifest'
import { self } from '$app/service-worker'
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

const SHELL = '/index.html'

const rooted = (path: string) => `/${path.replace(/^\//, '')}`

precacheAndRoute([
	{ url: SHELL, revision: version },
	// Their names carry a hash of their content.
	...immutable.map(({ path }) => ({ url: rooted(path), revision: null })),
	...assets.map(({ path }) => ({ url: rooted(path), revision: version }))
])
cleanupOutdatedCaches()

// Every screen starts from the shell; the relay's answers are never kept.
registerRoute(new NavigationRoute(createHandlerBoundToURL(SHELL), { denylist: [/^\/api\//] }))

self.addEventListener('message', (event: ExtendableMessageEvent) => {
	const message = event.data as { type?: unknown } | null
	if (message?.type === 'SKIP_WAITING') void self.skipWaiting()
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
