import type { Member, MemberId } from '#shared/member.ts'
import { findSuccessors } from '#web/db/successors.ts'
import { live } from './live.svelte.ts'
import { roster } from './roster.svelte.ts'

/** Whom the ids of a draft mean as the register is now: those who are there, and who stands for whoever was merged away. */
export class CurrentRecipients {
	readonly #ids: () => readonly MemberId[]
	readonly #gone = $derived.by(() => (roster.entries ? this.#ids().filter((id) => !roster.find(id)) : []))
	readonly #successors = $derived.by(() => {
		const gone = this.#gone
		return gone.length === 0 ? undefined : live(() => findSuccessors(gone))
	})

	/** Each once, in the order of the draft. */
	readonly members = $derived.by((): Member[] => {
		const successors = this.#successors?.current
		const found = this.#ids().flatMap((id) => roster.find(successors?.get(id) ?? id)?.member ?? [])
		return [...new Set(found)]
	})
	readonly ids = $derived(this.members.map(({ id }) => id))

	constructor(ids: () => readonly MemberId[]) {
		this.#ids = ids
	}
}
