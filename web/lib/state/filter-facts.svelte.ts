import { mailboxKey } from '#shared/address.ts'
import { NO_ANSWERS } from '#shared/consent.ts'
import type { FilterFacts, MemberFilter } from '#shared/member-filter.ts'
import { isTermOn } from '#shared/position.ts'
import { dayHere } from '#web/db/day-here.ts'
import { listMjcClubs } from '#web/db/mjc-clubs.ts'
import { listTerms } from '#web/db/positions.ts'
import { listRefusedAddresses } from '#web/db/refused-addresses.ts'
import { liveHouseholds } from './households.svelte.ts'
import { live } from './live.svelte.ts'
import { roster } from './roster.svelte.ts'
import { seasonLedger } from './season-ledger.svelte.ts'

const NO_SEASONS: readonly string[] = []

/** What filters look at besides the members themselves, as it is now; each part is read once a filter asks for it. */
export class LiveFilterFacts {
	readonly #clubs = live(listMjcClubs)
	readonly #terms = live(listTerms)
	readonly #refused = live(listRefusedAddresses)
	readonly #households = liveHouseholds()

	/** Names of the MJC clubs by id. */
	readonly clubNames = $derived(new Map<string, string>(this.#clubs.current?.map(({ id, name }) => [id, name])))

	/** What this filter looks at today. */
	for(filter: MemberFilter): FilterFacts {
		const today = dayHere()
		const terms = filter.position === '' ? [] : (this.#terms.current ?? [])
		const held = Map.groupBy(
			terms.filter((term) => isTermOn(term, today)),
			({ memberId }) => memberId
		)
		const refused = new Set(filter.email === 'refused' ? this.#refused.current?.map(({ address }) => address) : [])
		return {
			today,
			isRefused: ({ email }) => refused.has(mailboxKey(email) ?? ''),
			clubIds: new Set(this.clubNames.keys()),
			householdIds: new Set(filter.household === '' ? [] : this.#households.current.keys()),
			answersOf: ({ id }) => roster.find(id)?.answers ?? NO_ANSWERS,
			duesOf: ({ id }) => seasonLedger.find(id),
			seasonsOf: ({ id }) => roster.find(id)?.seasonIds ?? NO_SEASONS,
			guardiansOf: ({ id }) => roster.find(id)?.guardians?.length ?? 0,
			positionsOf: ({ id }) => new Set(held.get(id)?.map(({ positionId }) => positionId))
		}
	}
}
