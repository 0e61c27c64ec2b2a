/** Whose addresses everybody may have, and by which servers alone their mail is believed; ends of host names. */
const FREEMAIL: readonly (readonly [domain: RegExp, hosts: readonly string[]])[] = [
	[/^(?:gmail|googlemail)\.com$/, ['gmail.com', 'google.com']],
	[/^(?:outlook|hotmail|live)\.[a-z.]+$|^msn\.com$/, ['outlook.com', 'office365.com', 'hotmail.com', 'live.com']],
	[/^(?:yahoo\.[a-z.]+|ymail\.com|rocketmail\.com|aol\.(?:com|fr))$/, ['yahoo.com', 'aol.com']],
	[/^(?:icloud|me|mac)\.com$/, ['me.com', 'icloud.com']],
	[/^(?:orange|wanadoo)\.fr$/, ['orange.fr', 'wanadoo.fr']],
	[/^free\.fr$/, ['free.fr']],
	[/^(?:sfr\.fr|neuf\.fr|cegetel\.net|club-internet\.fr|9online\.fr|9business\.fr)$/, ['sfr.fr', 'neuf.fr']],
	[/^laposte\.net$/, ['laposte.net']],
	[/^bbox\.fr$/, ['bbox.fr']],
	[/^gmx\.[a-z]+$/, ['gmx.com', 'gmx.net', 'gmx.fr']]
]

/**
 * Tells whether mail of a domain that everybody may have an address at is handed in at a server of somebody else:
 * receivers then take it for forged. Both in lower case.
 */
export function isForeignFreemail(domain: string, host: string): boolean {
	const [, hosts] = FREEMAIL.find(([pattern]) => pattern.test(domain)) ?? []
	return hosts !== undefined && !hosts.some((end) => host === end || host.endsWith(`.${end}`))
}
