import { sealPassword } from '#shared/crypto/sealed-password.ts'
import { DEFAULT_ACCOUNT } from '#shared/mailing-options.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { DEFAULT_SMTP_SETTINGS } from '#shared/smtp-settings.ts'
import type { Imap, ImapFailureCode } from '#shared/wire/bounces.ts'
import type { Security } from '#shared/wire/smtp.ts'
import { findBounceMailbox, keepResealedMailbox, saveBounceMailbox } from '#web/db/bounce-mailbox.ts'
import { readAccountOf } from '#web/db/smtp-accounts.ts'
import type { AnyFailureCode } from '#web/failures.ts'
import { readBounces } from '#web/relay/bounces.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { imapOf, listMailboxFaults, PORT_OF, typedMailbox, type MailboxField } from './mailbox-form.ts'

/** What came of a trial: it can be read, the mailbox's server says no, or the relay was not asked. */
export type MailboxTrial =
	| { kind: 'works' }
	| { kind: 'failed'; code: ImapFailureCode; detail: string }
	| { kind: 'refused'; code: AnyFailureCode }

/** The fields of the mailbox of an account while they are open. The clear password lives here and nowhere else. */
export class MailboxEditor {
	typed = $state(typedMailbox(undefined, DEFAULT_SMTP_SETTINGS))
	loaded = $state(false)
	busy = $state<'trial' | 'save'>()
	trial = $state.raw<MailboxTrial>()
	/** The address into which messages come back. */
	sender = $state('')
	#accountId = DEFAULT_ACCOUNT
	#saved = $state.raw<Imap>()
	#portChosen = false
	/** Fields are told to be wrong once somebody wants to use them. */
	#judged = $state(false)

	readonly #faults = $derived(listMailboxFaults(this.typed, this.#saved))
	readonly isSaved = $derived(this.#saved !== undefined)
	/** The saved password is for the mailbox as it is typed now. */
	readonly holdsPassword = $derived(imapOf({ ...this.typed, password: '' }, this.#saved).password !== '')

	/** Fills the fields: with the mailbox that is read, or with what it is likely to be. */
	async load(accountId: string): Promise<void> {
		const [mailbox, { settings }] = await Promise.all([findBounceMailbox(accountId), readAccountOf(accountId)])
		this.#accountId = accountId
		this.#saved = mailbox?.imap
		this.sender = settings.from
		this.typed = typedMailbox(mailbox?.imap, settings)
		this.#portChosen = mailbox !== undefined && this.typed.port !== String(PORT_OF[this.typed.security])
		this.#judged = false
		this.trial = undefined
		this.loaded = true
	}

	errorOf(field: MailboxField): string | undefined {
		return this.#judged ? this.#faults[field] : undefined
	}

	chooseSecurity(security: Security): void {
		this.typed.security = security
		if (!this.#portChosen) this.typed.port = String(PORT_OF[security])
	}

	choosePort(): void {
		this.#portChosen = true
	}

	/** Opens the mailbox as it is typed, and leaves. Resolves to whether the fields allowed it. */
	async attempt(): Promise<boolean> {
		return this.#doing('trial', async () => {
			const imap = await this.#seal()
			if (!imap.ok) return this.#stop(imap.error.code)
			// Of today only: whether it can be read is the question, not what is in it.
			const answer = await readBounces({ imap: imap.value, since: new Date().toISOString() })
			if (!answer.ok) return this.#stop(answer.error.code)
			const { resealedPassword } = answer.value
			if (resealedPassword !== undefined) await this.#takeResealed(imap.value, resealedPassword)
			this.trial = answer.value.ok ? { kind: 'works' } : { kind: 'failed', ...answer.value.failure }
			return true
		})
	}

	/** Saves what is typed, sealed. Resolves to whether it is on the disk. */
	async save(): Promise<boolean> {
		return this.#doing('save', async () => {
			const imap = await this.#seal()
			const saved = imap.ok ? await saveBounceMailbox(imap.value, this.#accountId) : imap
			return saved.ok || this.#stop(saved.error.code)
		})
	}

	/** Forgets the clear password. */
	close(): void {
		this.typed.password = ''
		this.loaded = false
	}

	async #doing(what: 'trial' | 'save', act: () => Promise<boolean>): Promise<boolean> {
		if (this.busy) return false
		this.busy = what
		this.trial = undefined
		try {
			return await act()
		} finally {
			this.busy = undefined
		}
	}

	#stop(code: AnyFailureCode | 'invalid'): false {
		if (code !== 'invalid') this.trial = { kind: 'refused', code }
		return false
	}

	async #seal(): Promise<Result<Imap, { code: AnyFailureCode | 'invalid' }>> {
		this.#judged = true
		if (Object.keys(this.#faults).length > 0) return err({ code: 'invalid' })
		const imap = imapOf(this.typed, this.#saved)
		const { password } = this.typed
		if (password === '') return ok(imap)
		if (!relayStatus.info) await relayStatus.check()
		const key = relayStatus.info?.sealing
		if (!key) return err({ code: 'relay-unreachable' })
		return ok({ ...imap, password: await sealPassword(key, { service: 'imap', ...imap }, password) })
	}

	async #takeResealed(imap: Imap, password: string): Promise<void> {
		if (imap.password !== this.#saved?.password) return
		const kept = await keepResealedMailbox({ accountId: this.#accountId, imap }, password)
		if (kept.ok) this.#saved = { ...imap, password }
	}
}
