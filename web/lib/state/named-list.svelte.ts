import { customFields } from '#web/db/custom-fields.ts'
import { groups } from '#web/db/groups.ts'
import { tags } from '#web/db/tags.ts'
import { live } from './live.svelte.ts'

const collator = new Intl.Collator('fr', { numeric: true })

/** The rows of one of the club's own lists from A to Z, as they are now; none until they are read. */
function sorted<Row extends { name: string }>(
	list: () => Promise<Row[]>
): { readonly current: Row[]; loaded: boolean } {
	const read = live(async () => (await list()).sort((a, b) => collator.compare(a.name, b.name)))
	return {
		get current() {
			return read.current ?? []
		},
		get loaded() {
			return read.current !== undefined
		}
	}
}

/** The club's tags, from A to Z. */
export const liveTags = () => sorted(tags.list)
/** The club's groups, from A to Z. */
export const liveGroups = () => sorted(groups.list)
/** The fields that the club added, from A to Z. */
export const liveCustomFields = () => sorted(customFields.list)
