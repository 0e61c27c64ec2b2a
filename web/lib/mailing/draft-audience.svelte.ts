import { mailboxKey } from '#shared/address.ts'
import { listAudience, type Audience, type AudienceFacts } from '#shared/audience.ts'
import type { Member } from '#shared/member.ts'
import { dayHere } from '#web/db/day-here.ts'
import { listRefusedAddresses } from '#web/db/refused-addresses.ts'
import { live } from '#web/state/live.svelte.ts'
import type { MailingDraft } from '#web/state/mailing-draft.svelte.ts'
import { roster } from '#web/state/roster.svelte.ts'

/** What decides besides the members and the options, kept up to date. Make it while a component is set up. */
export class LiveAudienceFacts {
	readonly #refused = live(listRefusedAddresses)

	readonly current: AudienceFacts = $derived.by(() => {
		const rows = this.#refused.current ?? []
		return { refusals: new Map(rows.map((row) => [mailboxKey(row.address) ?? row.address, row])), today: dayHere() }
	})
}

/** Who gets what of a draft, as the register and the options are now. */
export class DraftAudience {
	readonly #draft: MailingDraft
	readonly #members: () => readonly Member[]
	readonly #facts = new LiveAudienceFacts()

	readonly current: Audience = $derived.by(() => {
		const people = this.#members().flatMap(({ id }) => roster.find(id) ?? [])
		return listAudience(people, this.#draft.options, this.#facts.current)
	})

	constructor(draft: MailingDraft, members: () => readonly Member[]) {
		this.#draft = draft
		this.#members = members
	}
}
