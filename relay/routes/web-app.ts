import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { isLoopback } from '#relay/access.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'
const NOT_BUILT = `<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>Club Manager</title>
<h1>L’application n’est pas encore construite</h1>
<p>Le relais fonctionne. Lancez <code>npm run build</code>, puis rechargez cette page.</p>
<p lang="en">The relay works, but the app has not been built: run <code>npm run build</code> and reload.</p>
</html>
`

/** The app's own files: one page for every address that is not a file. */
export function webApp({ webRoot, publicUrl }: { webRoot: string; publicUrl: string }): Hono {
	const app = new Hono()
	app.get('*', toPublicAddress(publicUrl))
	app.get('*', caching)
	app.get('*', builtOnly(webRoot))
	app.get('*', filesOf(webRoot))
	app.get('*', async (c, next) => (isFile(c.req.path) ? c.text('Not found', 404) : next()))
	app.get('*', filesOf(webRoot, 'index.html'))
	return app
}

const isFile = (path: string): boolean => /\.[a-z0-9]+$/i.test(path)

/**
 * Sends pages asked for under another loopback name to the printed one, since each name has a database of its own. Not
 * where the public address is elsewhere: a proxy may well call us `localhost`, and would be sent in circles.
 */
function toPublicAddress(publicUrl: string): MiddlewareHandler {
	const printed = new URL(publicUrl).hostname
	return async (c, next) => {
		const { hostname, pathname, search } = new URL(c.req.url)
		if (hostname === printed || !isLoopback(hostname) || !isLoopback(printed) || isFile(pathname)) return next()
		c.header('cache-control', 'no-store')
		return c.redirect(publicUrl + pathname + search, 307)
	}
}

const caching: MiddlewareHandler = async (c, next) => {
	await next()
	if (c.res.headers.has('cache-control')) return
	const immutable = c.res.status === 200 && c.req.path.startsWith('/_app/immutable/')
	c.header('cache-control', immutable ? FOR_EVER : 'no-cache')
}

function builtOnly(webRoot: string): MiddlewareHandler {
	return async (c, next) => (existsSync(join(webRoot, 'index.html')) ? next() : c.html(NOT_BUILT, 503))
}

/** Made at the first request: before, the folder may not be there, which serveStatic would complain of. */
function filesOf(root: string, path?: string): MiddlewareHandler {
	let serve: MiddlewareHandler | undefined
	return (c, next) => (serve ??= serveStatic({ root, path, precompressed: true }))(c, next)
}
