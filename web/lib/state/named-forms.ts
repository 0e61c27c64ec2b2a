import * as v from 'valibot'
import { CustomFieldDraft } from '#shared/custom-field.ts'
import { EMPTY_GROUP, GroupDraft } from '#shared/group.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { TagDraft } from '#shared/tag.ts'
import type { TypedSeason } from '#shared/typed-season.ts'
import { customFields } from '#web/db/custom-fields.ts'
import type { StorageFault } from '#web/db/database.ts'
import type { FormDraft, FormKinds } from '#web/db/form-drafts.ts'
import { groups } from '#web/db/groups.ts'
import type { KnownName } from '#web/db/named-rows.ts'
import { tags } from '#web/db/tags.ts'
import { EntryForm } from './entry-form.svelte.ts'
import { findLeftForm } from './kept-form.ts'

/** What is typed about a row of each of the club's own lists, by the kind of its form. */
export type NamedDrafts = { tag: TagDraft; field: CustomFieldDraft; group: GroupDraft; season: TypedSeason }
export type NamedKind = keyof NamedDrafts

/** `row-gone`: it was removed while one was typing. */
export type NamedFormFault = StorageFault | KnownName<string> | { code: 'row-gone' }

export type NamedForm<K extends NamedKind> = EntryForm<K, NamedDrafts[K], string, NamedFormFault> & {
	/** The row it changes, `undefined` for a new one. */
	rowId: string | undefined
}

/** The verbs of the list that a form writes to: see `namedRows`. */
type Rows<V> = {
	list(): Promise<(V & { id: string })[]>
	add(draft: V): Promise<Result<string, StorageFault | KnownName<string>>>
	update(id: string, patch: Partial<V>): Promise<Result<unknown, StorageFault | KnownName<string>>>
}

type Rules<K extends NamedKind> = {
	kind: K
	schema: v.GenericSchema<unknown, NamedDrafts[K]>
	empty: NamedDrafts[K]
	rows: Rows<NamedDrafts[K]>
	/** What is chosen beside the fields of a new row, and kept with them. */
	beside?: {
		changed: () => boolean
		content: () => Partial<FormKinds[K]>
		restore: (left: FormDraft<K>) => void
	}
}

/** The forms over the rows of one list. */
export type NamedForms<K extends NamedKind> = {
	/** One that adds a row; `base` is what it shows at first. */
	add: (base?: Partial<NamedDrafts[K]>) => NamedForm<K>
	/** One over a row as it is now. */
	edit: (row: NamedDrafts[K] & { id: string }) => NamedForm<K>
	/** The last one that was neither saved nor given up: see `findLeftForm`. */
	recover: () => Promise<NamedForm<K> | undefined>
}

/** Makes the forms over one list. */
export function namedForms<K extends NamedKind>({ kind, schema, empty, rows, beside }: Rules<K>): NamedForms<K> {
	type Draft = NamedDrafts[K]
	const store = async (id: string, changes: Partial<Draft>): Promise<Result<string, NamedFormFault>> => {
		if (!(await rows.list()).some((row) => row.id === id)) return err({ code: 'row-gone' })
		const updated = await rows.update(id, changes)
		return updated.ok ? ok(id) : updated
	}
	const open = (rowId: string | undefined, base: Draft, recovered?: { id: string; entry: Draft }): NamedForm<K> => {
		const form = new EntryForm<K, Draft, string, NamedFormFault>({
			kind,
			schema,
			base,
			recovered,
			isMoreChanged: rowId === undefined ? beside?.changed : undefined,
			contentOf: (shown, entry) =>
				({ rowId, base: shown, entry, ...(rowId === undefined ? beside?.content() : {}) }) as FormKinds[K],
			store: (draft, changes) => (rowId === undefined ? rows.add(draft) : store(rowId, changes))
		})
		return Object.assign(form, { rowId })
	}
	return {
		add: (base) => open(undefined, { ...empty, ...base }),
		edit: (row) => {
			const shown = Object.keys(empty).map((field) => [field, row[field as keyof Draft]])
			return open(row.id, Object.fromEntries(shown) as Draft)
		},
		recover: async () => {
			const left = await findLeftForm(kind)
			if (left && rowIdOf(left) === undefined) beside?.restore(left)
			return left && open(rowIdOf(left), left.base as Draft, { id: left.id, entry: left.entry as Draft })
		}
	}
}

/** A form over a group that an earlier build kept called the group otherwise; without it, it would add another one. */
function rowIdOf(left: { rowId: string | undefined; groupId?: string }): string | undefined {
	return left.rowId ?? left.groupId
}

/** Choices that were typed before another kind was chosen are none. */
const TypedField = v.pipe(
	v.custom<CustomFieldDraft>(() => true),
	v.transform((typed) => (typed.kind === 'choice' ? typed : { ...typed, options: '' })),
	CustomFieldDraft
)

export const tagForms = namedForms({
	kind: 'tag',
	schema: TagDraft,
	empty: { name: '', colour: 'grey' },
	rows: tags
})
export const fieldForms = namedForms({
	kind: 'field',
	schema: TypedField,
	empty: { name: '', kind: 'text', options: '' },
	rows: customFields
})
export const groupForms = namedForms({ kind: 'group', schema: GroupDraft, empty: EMPTY_GROUP, rows: groups })
