import * as v from 'valibot'
import type { Result } from '#shared/result.ts'
import type { FormKind, FormKinds } from '#web/db/form-drafts.ts'
import { KeptForm } from './kept-form.ts'

/** How a form over the fields `V` is checked, kept and stored as a `T`. */
type EntryRules<K extends FormKind, V, T, F> = {
	kind: K
	/** Its issues' messages are keys of the catalogue. */
	schema: v.GenericSchema<unknown, V>
	/** What it shows when it is opened. */
	base: V
	/** A draft found again, with what was typed in it. */
	recovered?: { id: string; entry: V } | undefined
	/** Whether something is chosen beside the fields that is not saved either. */
	isMoreChanged?: (() => boolean) | undefined
	/** What is kept of it while it is not saved. */
	contentOf: (base: V, entry: V) => FormKinds[K]
	/** Stores what was typed; `changes` holds only the fields that differ from `base`. */
	store: (draft: V, changes: Partial<V>) => Promise<Result<T, F>>
}

/** A form over one record: what is typed, what is wrong with it, and kept on the device until it is saved or given up. */
export class EntryForm<K extends FormKind, V extends Record<string, string>, T, F extends { code: string }> {
	values = $state({}) as V
	/** What keeps a field from being saved, by field. */
	errors = $state.raw<Partial<Record<keyof V, string>>>({})
	/** Why nothing was saved, when it is no field's fault. */
	fault = $state.raw<F>()
	saving = $state(false)
	/** What is typed was found again, after a reload or an accident. */
	readonly recovered: boolean
	readonly #rules: EntryRules<K, V, T, F>
	readonly #kept: KeptForm<K>

	constructor(rules: EntryRules<K, V, T, F>) {
		this.#rules = rules
		Object.assign(this.values, rules.base, rules.recovered?.entry)
		this.recovered = rules.recovered !== undefined
		this.#kept = new KeptForm(rules.kind, rules.recovered?.id)
	}

	/** The fields that differ from what the form showed when it was opened. */
	get changes(): Partial<V> {
		const entries = Object.entries(this.values).filter(([field, value]) => value !== this.#rules.base[field])
		return Object.fromEntries(entries) as Partial<V>
	}
	get changed(): boolean {
		return Object.keys(this.changes).length > 0 || this.#rules.isMoreChanged?.() === true
	}

	/** Keeps on the device what stands in the form. */
	keep(): void {
		const entry = $state.snapshot<Record<string, string>>(this.values) as V
		this.#kept.keep(this.changed ? this.#rules.contentOf(this.#rules.base, entry) : null)
	}

	/** Saves it. Resolves to `undefined` when the form must stay open: it then says why. */
	async save(): Promise<{ value: T } | undefined> {
		const parsed = v.safeParse(this.#rules.schema, $state.snapshot(this.values))
		this.errors = parsed.success ? {} : errorsByField<V>(parsed.issues)
		if (!parsed.success || this.saving) return undefined
		this.saving = true
		const changes = Object.fromEntries(Object.keys(this.changes).map((field) => [field, parsed.output[field]]))
		const stored = await this.#rules.store(parsed.output, changes as Partial<V>).finally(() => (this.saving = false))
		this.fault = stored.ok ? undefined : stored.error
		if (!stored.ok) return undefined
		await this.discard()
		return { value: stored.value }
	}

	/** Forgets what was kept of it, and lets other windows know that it is closed. */
	discard(): Promise<void> {
		return this.#kept.discard()
	}

	/** Closes it without forgetting: it is found again when the screen is next opened. */
	suspend(): void {
		this.#kept.suspend()
	}

	/** Opens it again after it was discarded, with what stood in it. */
	resume(): void {
		this.#kept.resume()
	}
}

function errorsByField<V>(issues: readonly v.BaseIssue<unknown>[]): Partial<Record<keyof V, string>> {
	const entries = issues.map((issue) => [String(issue.path?.[0]?.key), issue.message] as const)
	return Object.fromEntries(entries) as Partial<Record<keyof V, string>>
}
