import type { Group, GroupId } from '#shared/group.ts'
import type { Member } from '#shared/member.ts'
import { foldText, hasWords, listSearchWords } from '#shared/search.ts'
import { liveGroups } from './named-list.svelte.ts'
import { roster } from './roster.svelte.ts'

/** A group with who is in it, by name. */
export type GroupEntry = { group: Group; members: readonly Member[] }

/** The groups of the club as one person looks at them. */
export class GroupList {
	query = $state('')
	readonly #groups = liveGroups()
	readonly #members = $derived(groupMembers(roster.members))
	readonly #entries = $derived(
		this.#groups.current.map((group): GroupEntry => ({ group, members: this.#members.get(group.id) ?? [] }))
	)

	/** The groups that the search leaves, by name. */
	readonly shown = $derived.by(() => {
		const words = listSearchWords(this.query)
		return words.length === 0 ? this.#entries : this.#entries.filter(({ group }) => hasWords(fold(group), words))
	})

	/** Whether groups and members have been read. */
	get loaded(): boolean {
		return this.#groups.loaded && roster.entries !== undefined
	}
	get total(): number {
		return this.#entries.length
	}

	/** One group, `undefined` when there is none of that id. */
	find(id: GroupId | undefined): GroupEntry | undefined {
		return this.#entries.find(({ group }) => group.id === id)
	}
}

/** Who is in each group: one look at everybody, however many groups there are. */
function groupMembers(everybody: readonly Member[]): Map<GroupId, Member[]> {
	const byGroup = new Map<GroupId, Member[]>()
	for (const member of everybody) {
		for (const id of member.groupIds ?? []) {
			const members = byGroup.get(id)
			if (members) members.push(member)
			else byGroup.set(id, [member])
		}
	}
	return byGroup
}

const fold = ({ name, schedule, place, leader }: Group): string => foldText([name, schedule, place, leader].join('\n'))
