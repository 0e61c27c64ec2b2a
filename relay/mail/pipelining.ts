import type { Capabilities } from './capabilities.ts'

/**
 * How closely commands follow each other (RFC 2920): the end of a message and the envelope of the next in one write;
 * an envelope in one write; one command at a time.
 */
export type Pace = 'one-round-trip' | 'two-round-trips' | 'stepwise'

/** From the fastest on. */
const PACES: readonly Pace[] = ['one-round-trip', 'two-round-trips', 'stepwise']
const MAX_SERVERS = 1000

/** How to speak to one server. */
export interface Pacing {
	readonly pace: Pace
	/** Goes one step slower than a pace that the server, whatever it offers, does not keep up with. */
	slowDown: (from: Pace) => void
}

/**
 * Remembers which servers offer PIPELINING and cannot do it, as long as the process lives: chasquid up to 1.12 loses
 * what follows the dot.
 */
export class PipeliningMemory {
	#paces = new Map<string, Pace>()

	/** @param server a name for it, `host:port` */
	for(server: string, capabilities: Capabilities): Pacing {
		const paces = this.#paces
		if (!capabilities.has('PIPELINING')) return { pace: 'stepwise', slowDown: () => {} }
		return {
			get pace() {
				return paces.get(server) ?? 'one-round-trip'
			},
			slowDown(from) {
				const slower = PACES.indexOf(from) + 1
				if (PACES.indexOf(this.pace) >= slower) return // Another connection found it out before.
				if (paces.size >= MAX_SERVERS) paces.clear()
				paces.set(server, PACES[slower] ?? 'stepwise')
			}
		}
	}
}
