import { storing } from '#web/db/database.ts'
import {
	formDraftPrefix,
	listFormDrafts,
	newFormDraftId,
	removeFormDraft,
	saveFormDraft,
	type FormDraft,
	type FormKind,
	type FormKinds
} from '#web/db/form-drafts.ts'
import { beBusy } from './busy.ts'
import { holdForm, listHeldForms } from './form-lock.ts'
import { forgetLastWords, leaveLastWords, listLastWords } from './last-words.ts'

/**
 * What is typed in one open form, kept on the device at once until it is saved or given up: a reload, a crash or an
 * update loses none of it. Every window knows which forms are open in another.
 */
export class KeptForm<K extends FormKind> {
	readonly draftId: string
	#releaseLock: () => void
	/** `null`: nothing is worth keeping any more. `undefined`: nothing new. */
	#next: FormKinds[K] | null | undefined
	/** What is not known to be on the disk. */
	#unstored: FormKinds[K] | undefined
	#writing: Promise<unknown> = Promise.resolve()
	/** Something is typed and not saved: no update cuts it short. */
	#notBusy: (() => void) | undefined

	/** `draftId` names a draft found again; without it, the form is a new one. */
	constructor(kind: K, draftId: string = newFormDraftId(kind)) {
		this.draftId = draftId
		this.#releaseLock = this.#hold()
	}

	/** Keeps what stands in the form, `null` when it is as it was opened. A device that refuses leaves it on the screen. */
	keep(content: FormKinds[K] | null): void {
		this.#next = content
		this.#unstored = content ?? undefined
		if (content === null) this.#rest()
		else this.#notBusy ??= beBusy()
		this.#writing = this.#writing.then(() => this.#write())
	}

	/** Forgets what was kept, and lets other windows know that the form is closed. */
	async discard(): Promise<void> {
		this.#next = undefined
		this.#unstored = undefined
		await this.#writing
		await removeFormDraft(this.draftId)
		forgetLastWords(this.draftId)
		this.suspend()
	}

	/** Closes it without forgetting: `findLeftForm` finds it. */
	suspend(): void {
		this.#rest()
		this.#releaseLock()
	}

	/** Opens it again after it was discarded or suspended. */
	resume(): void {
		this.#releaseLock = this.#hold()
	}

	#hold(): () => void {
		const releaseLock = holdForm(this.draftId)
		const leave = () => this.#unstored && leaveLastWords(this.draftId, this.#unstored)
		window.addEventListener('pagehide', leave)
		return () => {
			window.removeEventListener('pagehide', leave)
			releaseLock()
		}
	}

	#rest(): void {
		this.#notBusy?.()
		this.#notBusy = undefined
	}

	async #write(): Promise<void> {
		const content = this.#next
		if (content === undefined) return
		this.#next = undefined
		if (content === null) await removeFormDraft(this.draftId)
		else await saveFormDraft<K>(this.draftId, content)
		if (this.#unstored === content) this.#unstored = undefined
	}
}

/**
 * The last form of that kind that was neither saved nor given up: the page was reloaded, the browser or the device died.
 * `undefined` when there is none; a form that another window has open is not one.
 */
export async function findLeftForm<K extends FormKind>(kind: K): Promise<FormDraft<K> | undefined> {
	const held = await listHeldForms()
	await storeLastWords(kind, held)
	const drafts = await storing(() => listFormDrafts(kind))
	// Where nothing can be read, the screen says so; there is nothing to find again.
	return drafts.ok ? drafts.value.find(({ id }) => !held.has(id)) : undefined
}

/** Puts what pages left behind where the other drafts are. */
async function storeLastWords<K extends FormKind>(kind: K, held: ReadonlySet<string>): Promise<void> {
	for (const { id, content } of listLastWords(formDraftPrefix(kind))) {
		if (held.has(id)) continue
		// Ours alone writes there, and in this shape.
		const stored = await saveFormDraft<K>(id, content as FormKinds[K])
		if (stored.ok) forgetLastWords(id)
	}
}
