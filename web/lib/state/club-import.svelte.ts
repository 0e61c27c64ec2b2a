import { countOutcomes, parseClubList } from '#shared/mjc-club-list.ts'
import type { ChangeSet } from '#shared/change.ts'
import { decodeText, guessEncoding } from '#shared/csv-encoding.ts'
import type { StorageFault } from '#web/db/database.ts'
import type { FormDraft } from '#web/db/form-drafts.ts'
import { importMjcClubs } from '#web/db/mjc-clubs.ts'
import type { ClubList } from './club-list.svelte.ts'
import { findLeftForm, KeptForm } from './kept-form.ts'

/** Why a list is not imported; each equals the key of its sentence in the catalogue. */
export type ClubImportFault =
	StorageFault['code'] | 'club-list-empty' | 'club-list-nothing-new' | 'club-file-too-big' | 'club-file-unreadable'

/** Far more than all the clubs of France. */
const MAX_FILE_BYTES = 1_000_000

/** A list of clubs on its way in: what was pasted, and what becomes of each line, before anything is written. */
export class ClubImport {
	text = $state('')
	fault = $state.raw<ClubImportFault>()
	saving = $state(false)
	readonly recovered: boolean
	readonly #clubs: ClubList
	readonly #kept: KeptForm<'club-import'>

	readonly lines = $derived.by(() => parseClubList(this.text, (key) => this.#clubs.isKnown(key)))
	readonly counts = $derived(countOutcomes(this.lines))

	constructor(clubs: ClubList, recovered?: FormDraft<'club-import'>) {
		this.#clubs = clubs
		this.text = recovered?.text ?? ''
		this.recovered = recovered !== undefined
		this.#kept = new KeptForm('club-import', recovered?.id)
	}

	get changed(): boolean {
		return this.text.trim() !== ''
	}

	/** Keeps on the device what was pasted. */
	keep(): void {
		this.#kept.keep(this.changed ? { text: this.text } : null)
	}

	/** Adds what a file holds to what is pasted already. */
	async read(file: File): Promise<void> {
		if (file.size > MAX_FILE_BYTES) return void (this.fault = 'club-file-too-big')
		const bytes = new Uint8Array(await file.arrayBuffer())
		const encoding = guessEncoding(bytes)
		if (!encoding.ok) return void (this.fault = 'club-file-unreadable')
		const text = decodeText(bytes, encoding.value).replace(/\r\n?/g, '\n')
		this.fault = undefined
		this.text = this.changed ? `${this.text.trimEnd()}\n${text}` : text
	}

	/** Adds the clubs that are new. Resolves to the change set, `undefined` when it says why not. */
	async apply(): Promise<ChangeSet | undefined> {
		const names = this.lines.filter(({ outcome }) => outcome === 'new')
		this.fault = names.length > 0 ? undefined : this.changed ? 'club-list-nothing-new' : 'club-list-empty'
		if (this.fault || this.saving) return undefined
		this.saving = true
		const added = await importMjcClubs(names).finally(() => (this.saving = false))
		if (!added.ok) this.fault = added.error.code
		else if (!added.value) this.fault = 'club-list-nothing-new'
		else await this.discard()
		return added.ok ? added.value : undefined
	}

	/** Forgets what was pasted. */
	discard(): Promise<void> {
		return this.#kept.discard()
	}

	/** Closes it without forgetting. */
	suspend(): void {
		this.#kept.suspend()
	}

	/** Opens it again after it was discarded. */
	resume(): void {
		this.#kept.resume()
	}
}

/** A list that was pasted and never imported nor given up: see `findLeftForm`. */
export async function recoverClubImport(clubs: ClubList): Promise<ClubImport | undefined> {
	const left = await findLeftForm('club-import')
	return left && new ClubImport(clubs, left)
}
