import type { SandboxMessage } from '#shared/wire/sandbox-message.ts'
import { listSandboxLogs } from '#web/db/mailing-logs.ts'
import type { RelayFailure } from '#web/relay.ts'
import { clearSandbox, listSandboxMessages } from '#web/relay/sandbox.ts'
import { live } from '#web/state/live.svelte.ts'
import { ALL, filterRows, listMailingsOf, toRows } from './inbox-rows.ts'

const REFRESH_AFTER_MS = 3_000
/** A full sandbox takes long to read: between two readings it rests this many times as long. */
const REST_FACTOR = 10

/** What the relay's sandbox has received, read again and again while someone looks. */
export class SandboxInbox {
	/** Newest first; `undefined` before the first answer. */
	messages = $state.raw<SandboxMessage[]>()
	/** Why the last reading came to nothing. */
	failure = $state.raw<RelayFailure>()
	/** What is searched for, in names, addresses, subjects and texts. */
	query = $state('')
	/** The mailing that is looked at: an id, `ALL` or `OTHERS`. */
	mailing = $state(ALL)
	readonly #logs = live(listSandboxLogs)
	readonly #rows = $derived(toRows(this.messages ?? [], this.#logs.current ?? []))
	#chosenId = $state<string>()

	/** The mailings of which something is here, newest first. */
	readonly mailings = $derived(listMailingsOf(this.#rows))
	/** What is searched for and belongs to the mailing that is looked at. */
	readonly shown = $derived(filterRows(this.#rows, { query: this.query, mailing: this.mailing }))
	/** The message that is open; `undefined` when none is, or it is gone or not among those shown. */
	readonly chosen = $derived(this.shown.find(({ message }) => message.id === this.#chosenId))

	choose(id: string | undefined): void {
		this.#chosenId = id
	}

	/** Reads now, and from time to time as long as the page is looked at. Returns what stops it. */
	watch(): () => void {
		let timer: ReturnType<typeof setTimeout> | undefined
		let stopped = false
		const read = async () => {
			clearTimeout(timer)
			const start = performance.now()
			if (document.visibilityState === 'visible') await this.refresh()
			const tookMs = performance.now() - start
			if (!stopped) timer = setTimeout(() => void read(), Math.max(REFRESH_AFTER_MS, tookMs * REST_FACTOR))
		}
		void read()
		return () => {
			stopped = true
			clearTimeout(timer)
		}
	}

	/** Reads now. */
	async refresh(): Promise<void> {
		const answer = await listSandboxMessages()
		this.failure = answer.ok ? undefined : answer.error
		// Unchanged messages keep their objects, so that what is being read is not drawn anew.
		if (answer.ok && !hasSameMessages(this.messages, answer.value)) this.messages = answer.value
	}

	/** Throws every message away, at the relay. Resolves to whether it did. */
	async clear(): Promise<boolean> {
		const cleared = await clearSandbox()
		this.failure = cleared.ok ? undefined : cleared.error
		if (!cleared.ok) return false
		this.messages = []
		this.query = ''
		this.mailing = ALL
		return true
	}
}

function hasSameMessages(before: SandboxMessage[] | undefined, after: SandboxMessage[]): boolean {
	return before?.length === after.length && before.every(({ id }, index) => id === after[index]?.id)
}
