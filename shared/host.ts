const MAX_HOST_OCTETS = 253

/** Four decimal numbers without leading zeros: the only way of writing an IPv4 address that nothing reads as octal. */
const DOTTED_QUAD = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/

/** What a host name is made of once it is ASCII; the underscore because local networks use it. */
const ASCII_LABEL = /^[a-z0-9_-]{1,63}$/

/** What no host name may hold: controls, spaces and the delimiters of URLs, among them brackets, `%` and `:`. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const FORBIDDEN = /[\u0000-\u0020\u007f"#%/:<>?@[\\\]^`{|}]/

/**
 * The one spelling of a host name or IPv4 address: UTS-46 ToASCII, lower case.
 *
 * It serves the sealed password's aad, the allow list, the TLS name and the resolver, so that all of them
 * mean the same host. Returns `undefined` for bare numbers, hexadecimal, octal or short dotted
 * forms, brackets, a trailing dot, `%`, empty or over-long labels: they are refused, never repaired.
 */
export function canonicalHost(input: string): string | undefined {
	if (DOTTED_QUAD.test(input)) return input
	if (input === '' || FORBIDDEN.test(input)) return undefined
	const host = toAscii(input)
	if (host === undefined || host.length > MAX_HOST_OCTETS) return undefined
	// After the mapping: it makes ASCII of full-width signs, and lets some through that no name may hold.
	if (!host.split('.').every((label) => ASCII_LABEL.test(label))) return undefined
	// The URL parser reads 0x7f.1, 017700000001 or full-width digits as an address: those are the odd notations.
	return DOTTED_QUAD.test(host) ? undefined : host
}

/** UTS-46 ToASCII, by the one implementation which browsers and Node share: the host parser of URLs. */
function toAscii(host: string): string | undefined {
	try {
		return new URL(`http://${host}/`).hostname
	} catch {
		return undefined // The parser's refusal is the answer.
	}
}
