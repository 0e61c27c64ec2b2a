import { untrack } from 'svelte'
import { DEFAULT_OPTIONS, type AttachedFile, type MailingOptions } from '#shared/mailing-options.ts'
import type { MemberId } from '#shared/member.ts'
import type { RichText } from '#shared/message/rich-text.ts'
import type { StorageFault } from '#web/db/database.ts'
import { BLANK_DRAFT, readDraft, saveDraft, type DraftParts, type Written } from '#web/db/drafts.ts'
import type { Draft } from '#web/db/schema.ts'
import { beBusy } from './busy.ts'
import { forgetLastWords, leaveLastWords, listLastWords } from './last-words.ts'
import { live } from './live.svelte.ts'

type Part = keyof DraftParts

const PARTS = Object.keys(BLANK_DRAFT) as Part[]
const SAVE_AFTER_MS = 250
const LAST_WORDS = 'mailing'

/**
 * The mailing being written, kept on the device as it is typed: it survives a reload, a crash and another window.
 * What was typed here stands until it is stored; what another window stored since shows up in the parts left alone.
 */
export class MailingDraft {
	/** Raw: what is kept, and what a mailing is made of, are plain values. */
	#parts = $state.raw<DraftParts>({ ...BLANK_DRAFT })
	#loaded = $state(false)
	#unsaved = $state.raw<ReadonlySet<Part>>(new Set())
	#fault = $state<StorageFault['code']>()
	readonly #stored = live(readDraft)
	#storedAt = 0
	#timer: ReturnType<typeof setTimeout> | undefined
	#saving: Promise<unknown> = Promise.resolve()
	#notBusy: (() => void) | undefined

	get subject(): string {
		return this.#parts.subject
	}
	set subject(subject: string) {
		this.#change({ subject })
	}
	get body(): string {
		return this.#parts.body
	}
	set body(body: string) {
		this.#change({ body })
	}
	get recipientIds(): MemberId[] {
		return this.#parts.recipientIds
	}
	set recipientIds(recipientIds: MemberId[]) {
		this.#change({ recipientIds })
	}
	/** The text as the editor keeps it; `body` is what it says in plain text, and is set with it. */
	get doc(): RichText | undefined {
		return this.#parts.doc
	}
	write({ doc, body }: { doc: RichText | undefined; body: string }) {
		this.#change({ doc, body })
	}
	/** How it is to go out. */
	get options(): MailingOptions {
		return { ...DEFAULT_OPTIONS, ...this.#parts.options }
	}
	choose(options: Partial<MailingOptions>) {
		this.#change({ options: { ...this.#parts.options, ...options } })
	}
	get attachments(): AttachedFile[] {
		return this.#parts.attachments ?? []
	}
	set attachments(attachments: AttachedFile[]) {
		this.#change({ attachments })
	}
	get attachmentRule(): string {
		return this.#parts.attachmentRule ?? ''
	}
	set attachmentRule(attachmentRule: string) {
		this.#change({ attachmentRule })
	}
	/** All of it, to be put back. */
	get written(): Written {
		return this.#parts
	}
	replace(written: Written) {
		this.#change({ ...BLANK_DRAFT, ...written })
	}
	/** Whether the stored draft has been read; nothing must be typed before. */
	get loaded(): boolean {
		return this.#loaded
	}
	get saved(): boolean {
		return this.#unsaved.size === 0
	}
	get empty(): boolean {
		return this.subject.trim() === '' && this.body.trim() === ''
	}
	/** Why it cannot be kept on this device. */
	get fault(): StorageFault['code'] | undefined {
		return this.#fault
	}

	/** Reads the stored draft and goes on reading it. Call while a component is set up. */
	watch(): void {
		$effect(() => {
			const stored = this.#stored.current
			if (stored) untrack(() => this.#adopt(stored))
		})
		$effect(() => {
			const keep = () => void this.keep()
			const leave = () => this.#leave()
			window.addEventListener('pagehide', leave)
			document.addEventListener('visibilitychange', keep)
			return () => {
				window.removeEventListener('pagehide', leave)
				document.removeEventListener('visibilitychange', keep)
				keep()
			}
		})
	}

	/** Stores what is not stored yet, now. Resolves once it is on disk, or could not be put there. */
	keep(): Promise<unknown> {
		clearTimeout(this.#timer)
		this.#saving = this.#saving.then(() => this.#store())
		return this.#saving
	}

	/** The page goes, and may not wait for the database. */
	#leave(): void {
		if (this.#unsaved.size > 0) leaveLastWords(LAST_WORDS, this.#listUnsaved())
		void this.keep()
	}

	#listUnsaved(): Partial<DraftParts> {
		const parts = this.#parts
		return Object.fromEntries([...this.#unsaved].map((part) => [part, parts[part]]))
	}

	#change(patch: Partial<DraftParts>): void {
		this.#parts = { ...this.#parts, ...patch }
		this.#notBusy ??= beBusy()
		this.#unsaved = new Set([...this.#unsaved, ...(Object.keys(patch) as Part[])])
		clearTimeout(this.#timer)
		this.#timer = setTimeout(() => void this.keep(), SAVE_AFTER_MS)
	}

	async #store(): Promise<void> {
		if (this.#unsaved.size === 0) return this.#rest()
		const parts = this.#parts
		const storing = PARTS.filter((part) => this.#unsaved.has(part))
		const saved = await saveDraft(Object.fromEntries(storing.map((part) => [part, parts[part]])))
		this.#fault = saved.ok ? undefined : saved.error.code
		if (!saved.ok) return
		this.#storedAt = saved.value.updatedAt
		forgetLastWords(LAST_WORDS)
		// What was typed while it was being stored is not stored yet.
		const typedSince = storing.filter((part) => !isSame(this.#parts[part], parts[part]))
		this.#unsaved = new Set([...this.#unsaved].filter((part) => !storing.includes(part) || typedSince.includes(part)))
		if (this.#unsaved.size === 0) this.#rest()
	}

	/** All of it is stored: a reload loses nothing. */
	#rest(): void {
		this.#notBusy?.()
		this.#notBusy = undefined
	}

	/** Takes over what another window stored; never what was stored before this window's own last word. */
	#adopt(stored: Draft): void {
		if (stored.updatedAt < this.#storedAt) return
		for (const part of PARTS) {
			if (!this.#unsaved.has(part) && !isSame(this.#parts[part], stored[part])) {
				this.#parts = { ...this.#parts, [part]: stored[part] }
			}
		}
		if (!this.#loaded) this.#takeLastWords(stored.updatedAt)
		this.#loaded = true
	}

	#takeLastWords(storedAt: number): void {
		for (const { at, content } of listLastWords(LAST_WORDS)) {
			// This class alone writes them, and in this shape.
			if (at > storedAt) this.#change(content as Partial<DraftParts>)
			else forgetLastWords(LAST_WORDS)
		}
	}
}

/** They hold plain values only. */
const isSame = (a: DraftParts[Part], b: DraftParts[Part]) => a === b || JSON.stringify(a) === JSON.stringify(b)
