import { BlockList, isIP, isIPv4 } from 'node:net'

/** Ports on which mail is handed in. */
export const MAIL_PORTS: ReadonlySet<number> = new Set([25, 465, 587, 2525])

/** Not for the public Internet, by the IANA special-purpose registries (RFC 6890). */
const CLOSED_IPV4 = [
	'0.0.0.0/8',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.0.0.0/24',
	'192.0.2.0/24',
	'192.88.99.0/24',
	'192.168.0.0/16',
	'198.18.0.0/15',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'224.0.0.0/4',
	'240.0.0.0/4'
]
/** Of the one range of global unicast addresses; among them those that hide an IPv4 address (Teredo, 6to4). */
const CLOSED_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']
const GLOBAL_IPV6 = ['2000::/3']

const closedIpv4 = blockList('ipv4', CLOSED_IPV4)
const closedIpv6 = blockList('ipv6', CLOSED_IPV6)
const globalIpv6 = blockList('ipv6', GLOBAL_IPV6)

/** Tells whether mail is handed in on a port. */
export const isMailPort = (port: number): boolean => MAIL_PORTS.has(port)

/**
 * Tells whether an IP address is one of the public Internet.
 *
 * Private, loopback, link-local, shared, multicast, reserved, documentation and unspecified ones are not, nor is any
 * that wraps an IPv4 address (mapped, NAT64, 6to4, Teredo) or carries a zone.
 */
export function isPublicAddress(address: string): boolean {
	if (isIPv4(address)) return !closedIpv4.check(address, 'ipv4')
	if (isIP(address) !== 6 || address.includes('%')) return false
	return globalIpv6.check(address, 'ipv6') && !closedIpv6.check(address, 'ipv6')
}

function blockList(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
	const list = new BlockList()
	for (const range of ranges) {
		const [network = '', prefix] = range.split('/')
		list.addSubnet(network, Number(prefix), family)
	}
	return list
}
