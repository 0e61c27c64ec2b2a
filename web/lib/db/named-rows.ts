import type { EntityTable } from 'dexie'
import { diffRows, type ChangeAction, type ChangeSet } from '#shared/change.ts'
import { listedNameKey } from '#shared/named.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { applyChanges, type LoggedTable, type Write } from './changes.ts'
import { database, type StorageFault } from './database.ts'

/** There is one of that name already, but for case, accents and spaces; `name` is how it is written there. */
export type KnownName<Id> = { code: 'name-known'; id: Id; name: string }

/** What every row of the club's own lists has. */
type NamedRow<Id> = { id: Id; name: string; createdAt: number; updatedAt: number }

type Actions = Record<'added' | 'updated' | 'removed', ChangeAction>

/** How one of the club's own lists is written: its table, and what its actions are called in the log. */
type Rules<Row, Draft, Id> = {
	table: LoggedTable
	actions: Actions
	/** What a new row has besides what was typed. */
	complete?: (draft: Draft, rows: Row[]) => Partial<Row>
	/** What is taken away from the members along with these rows; runs in the transaction. */
	release: (ids: Id[]) => Promise<Write[]>
}

/**
 * The verbs over one of the club's own lists (tags, groups, fields), each row with a name that no other has.
 * Everything is written through the change log, one change set a call.
 */
export function namedRows<Draft extends { name: string }, Id extends string, Row extends Draft & NamedRow<Id>>(
	rules: Rules<Row, Draft, Id>
) {
	const { table, actions, release } = rules
	const rows = () => database().table(table) as unknown as EntityTable<NamedRow<Id>, 'id'>
	const list = async () => (await rows().toArray()) as unknown as Row[]
	const namesake = async (name: string, except?: Id) =>
		(await list()).find((row) => row.id !== except && listedNameKey(row.name) === listedNameKey(name))
	const refusal = ({ id, name }: Row) => err({ code: 'name-known' as const, id, name })

	return {
		/** Every row, in no particular order. */
		list,
		/** Adds a row. Fails with `name-known` when there is one of that name. The draft has been checked. */
		async add(draft: Draft): Promise<Result<Id, StorageFault | KnownName<Id>>> {
			const now = Date.now()
			const id = crypto.randomUUID() as string as Id
			let known: Row | undefined
			const added = await applyChanges({ action: actions.added, count: 1 }, async () => {
				known = await namesake(draft.name)
				const rest = rules.complete?.(draft, await list())
				return known ? [] : [{ table, key: id, row: { ...draft, ...rest, id, createdAt: now, updatedAt: now } }]
			})
			if (known) return refusal(known)
			return added.ok ? ok(id) : added
		},
		/** Changes fields of a row. Fails with `name-known` when another has that name. Nothing is logged when nothing differs. */
		async update(id: Id, patch: Partial<Draft>): Promise<Result<ChangeSet | undefined, StorageFault | KnownName<Id>>> {
			let known: Row | undefined
			const updated = await applyChanges({ action: actions.updated, count: 1 }, async () => {
				known = patch.name === undefined ? undefined : await namesake(patch.name, id)
				const current = (await list()).find((row) => row.id === id)
				const differs = diffRows({ ...current }, { ...current, ...patch }) !== undefined
				if (known || !current || !differs) return []
				return [{ table, key: id, patch: { ...patch, updatedAt: Date.now() } }]
			})
			return known ? refusal(known) : updated
		},
		/** Takes rows away, from the members too; the change set, undone, brings everything back. */
		async remove(ids: Id[]): Promise<Result<ChangeSet | undefined, StorageFault>> {
			return applyChanges({ action: actions.removed, count: ids.length }, async () => [
				...ids.map((key): Write => ({ table, key, row: null })),
				...(await release(ids))
			])
		}
	}
}
