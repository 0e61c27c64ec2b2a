import type { MiddlewareHandler } from 'hono'

const HEADERS = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy':
		'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=(), display-capture=()'
}
/** The page states its own policy in a meta element, where frame-ancestors has no effect. */
const PAGE_POLICY = "frame-ancestors 'none'"
const API_POLICY = "default-src 'none'; frame-ancestors 'none'"
const ONE_YEAR = 'max-age=31536000'

/** Headers of every answer, where it has no policy of its own for what it shows; browsers are told to insist on TLS only where the public address has it. */
export function securityHeaders(publicUrl: string): MiddlewareHandler {
	return async (c, next) => {
		await next()
		for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
		if (!c.res.headers.has('content-security-policy')) {
			c.header('content-security-policy', c.req.path.startsWith('/api/') ? API_POLICY : PAGE_POLICY)
		}
		if (publicUrl.startsWith('https:')) c.header('strict-transport-security', ONE_YEAR)
	}
}
