import { findRelayInfo, keepRelayInfo } from '#web/db/relay-info.ts'
import { findSetting, RELAY_KEY, saveSetting } from '#web/db/settings.ts'
import { getRelayInfo, useAccessKey } from '#web/relay.ts'
import type { RelayInfo } from '#shared/wire/relay-info.ts'

/** Whether mailings can leave: `offline` without network, `unreachable` with network but without the relay. */
export type Reachability = 'unknown' | 'online' | 'offline' | 'unreachable'

const PAIRING = /^#relay-key=(.+)$/
const CHECK_EVERY_MS = 20_000

/** The relay as this device sees it; one instance for the app, see `relayStatus`. */
class RelayStatus {
	#reachability = $state<Reachability>('unknown')
	#info = $state.raw<RelayInfo>()
	#paired = $state(false)

	get reachability() {
		return this.#reachability
	}
	/** What the relay said of itself, kept while it is away and over a restart; `undefined` before it ever answered. */
	get info() {
		return this.#info
	}
	/** Whether this device holds an access key. It may still be refused: see `unauthorized`. */
	get paired() {
		return this.#paired
	}
	get online() {
		return this.#reachability === 'online'
	}

	/** Takes what the relay last said of itself, so that it is known before the relay answers. */
	async recall(): Promise<void> {
		this.#info ??= await findRelayInfo()
	}

	/** Takes the key out of a pairing link, if this page was opened by one, and starts watching. Returns what stops it. */
	async start(): Promise<() => void> {
		const pairAgain = () => void this.#pair(location.hash).then(() => this.check())
		window.addEventListener('hashchange', pairAgain)
		// Read before anything navigates away from it.
		await this.#pair(location.hash)
		const check = () => void this.check()
		const timer = setInterval(check, CHECK_EVERY_MS)
		const events = ['online', 'offline', 'focus'] as const
		for (const event of events) window.addEventListener(event, check)
		await this.check()
		return () => {
			clearInterval(timer)
			window.removeEventListener('hashchange', pairAgain)
			for (const event of events) window.removeEventListener(event, check)
		}
	}

	/** Asks the relay for a sign of life, now, with the key that this device holds now: another window may have paired it. */
	async check(): Promise<Reachability> {
		const key = await findSetting(RELAY_KEY)
		useAccessKey(key ?? '')
		this.#paired = key !== undefined
		const info = await getRelayInfo()
		if (info.ok) this.#info = info.value
		else await this.recall()
		this.#reachability = info.ok ? 'online' : navigator.onLine ? 'unreachable' : 'offline'
		if (info.ok) await keepRelayInfo(info.value)
		return this.#reachability
	}

	async #pair(hash: string) {
		const key = PAIRING.exec(hash)?.[1]
		if (!key) return
		const saved = await saveSetting(RELAY_KEY, key)
		// The key must not stay in the address bar, nor in the history.
		if (saved.ok && location.hash === hash) history.replaceState(history.state, '', location.pathname + location.search)
	}
}

export const relayStatus = new RelayStatus()
