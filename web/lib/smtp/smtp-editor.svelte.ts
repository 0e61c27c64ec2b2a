import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import { sealPassword } from '#shared/crypto/sealed-password.ts'
import { DEFAULT_ACCOUNT } from '#shared/mailing-options.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { DEFAULT_SMTP_SETTINGS, wireSmtp, type SmtpSettings } from '#shared/smtp-settings.ts'
import { isSandboxAccount } from '#shared/wire/relay-info.ts'
import { USUAL_PORT, type Security } from '#shared/wire/smtp.ts'
import { isExampleOpen } from '#web/db/database.ts'
import {
	addAccount,
	readAccountOf,
	removeAccount,
	replaceSealedPassword,
	saveAccountSettings
} from '#web/db/smtp-accounts.ts'
import { findSmtpDraft, removeSmtpDraft, saveSmtpDraft, type SmtpDraft } from '#web/db/smtp-draft.ts'
import type { AnyFailureCode } from '#web/failures.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { SANDBOX_LOGIN, withSandbox } from '#web/state/sandbox-account.ts'
import { draftOf, holdsSavedPassword, listSmtpFaults, settingsOf, type SmtpField } from './smtp-form.ts'
import { faultText } from './smtp-words.ts'

/** Why settings cannot be used: fields to correct, or what kept the password from being sealed or stored. */
export type SmtpRefusal = { code: AnyFailureCode | 'invalid' }

/** The fields that make an account, without which no test can be made. */
const ACCOUNT_FIELDS = ['host', 'port', 'security', 'username', 'password'] as const satisfies SmtpField[]

/** The dialog's fields while they are open. The clear password lives here and nowhere else. */
export class SmtpEditor {
	typed = $state(draftOf(DEFAULT_SMTP_SETTINGS))
	password = $state('')
	/** Which account the fields are of. */
	accountId = $state(DEFAULT_ACCOUNT)
	/** Passwords typed for other accounts since the dialog was opened. */
	readonly #otherPasswords = new SvelteMap<string, string>()
	loaded = $state(false)
	/** What was typed before, and not saved, stands in the fields again. */
	restored = $state(false)
	#saved = $state.raw<SmtpSettings>(DEFAULT_SMTP_SETTINGS)
	#portChosen = false
	/** Fields a person has finished with: only these are told to be wrong. */
	readonly #judged = new SvelteSet<SmtpField>()

	readonly #faults = $derived(listSmtpFaults(this.#entry))
	readonly savedPasswordHolds = $derived(holdsSavedPassword(this.typed, this.#saved))
	readonly hasSavedPassword = $derived(this.#saved.password !== '')
	/** Something differs from what is saved. */
	readonly changed = $derived(JSON.stringify(this.typed) !== JSON.stringify(draftOf(this.#saved)))
	readonly isSandbox = $derived(isSandboxAccount(settingsOf(this.#entry), relayStatus.info))

	get #entry() {
		return { typed: this.typed, password: this.password, saved: this.#saved }
	}

	/** Nothing was ever saved of this account: it was made just now. */
	get isNew(): boolean {
		return this.accountId !== DEFAULT_ACCOUNT && this.#saved.host === ''
	}

	/** Fills the fields: with what was typed and not saved, or else with what is saved. */
	async load(accountId = this.accountId): Promise<void> {
		const { id, settings: saved } = await readAccountOf(accountId)
		const draft = await findSmtpDraft(id)
		this.accountId = id
		this.#saved = saved
		this.typed = draft ?? draftOf(saved)
		this.#portChosen = this.typed.port !== String(USUAL_PORT[this.typed.security])
		this.restored = this.changed
		this.loaded = true
	}

	/** Turns to another account; what is typed for this one is kept, its password until the dialog closes. */
	async turnTo(accountId: string): Promise<void> {
		await this.keep()
		this.#otherPasswords.set(this.accountId, this.password)
		this.#judged.clear()
		await this.load(accountId)
		this.password = this.#otherPasswords.get(this.accountId) ?? ''
	}

	/** Makes another account and turns to it. */
	async begin(name: string): Promise<Result<unknown, SmtpRefusal>> {
		const added = await addAccount(name)
		if (!added.ok) return added
		await this.turnTo(added.value.id)
		return ok(undefined)
	}

	/** Keeps what is typed, and forgets an account that was begun and in which nothing was. */
	async leave(): Promise<void> {
		if (this.isNew && !this.changed) await removeAccount(this.accountId)
		await this.keep()
	}

	/** Keeps what is typed over a reload. A disk that refuses is told when saving: nothing on the screen is lost by it. */
	async keep(): Promise<void> {
		await (this.changed ? saveSmtpDraft(this.accountId, $state.snapshot(this.typed)) : removeSmtpDraft(this.accountId))
	}

	/** Puts back what is saved; an account that was made just now is none. */
	async revert(): Promise<void> {
		await removeSmtpDraft(this.accountId)
		if (this.isNew) await removeAccount(this.accountId)
		this.password = ''
		this.#judged.clear()
		await this.load()
	}

	/** The sentence to show under a field, `undefined` while there is nothing to say. */
	errorOf(field: SmtpField): string | undefined {
		const fault = this.#faults[field]
		return fault && this.#judged.has(field) ? faultText(fault) : undefined
	}

	/** Says that a person has finished with a field. */
	judge(field: SmtpField): void {
		this.#judged.add(field)
	}

	/** The port goes with the security, until a person chooses another. */
	chooseSecurity(security: Security): void {
		this.typed.security = security
		if (!this.#portChosen) this.typed.port = String(USUAL_PORT[security])
	}

	choosePort(): void {
		this.#portChosen = true
	}

	/** Fills in some fields, as if a person had typed them. */
	fill(fields: Partial<SmtpDraft>): void {
		Object.assign(this.typed, fields)
		if (fields.port !== undefined) this.#portChosen = true
		for (const field of Object.keys(fields) as SmtpField[]) this.#judged.delete(field)
	}

	/** Fills everything in for the relay's own sandbox. */
	useSandbox({ host, port }: { host: string; port: number }): void {
		const { typed } = this
		Object.assign(typed, withSandbox(typed, { host, port }), { port: String(port) })
		this.password = SANDBOX_LOGIN
		this.#portChosen = true
		for (const field of [...ACCOUNT_FIELDS, 'from'] as const) this.#judged.delete(field)
	}

	/** The settings with the password sealed; `sender: false` asks for an account alone, whoever may write by it. */
	async seal({ sender }: { sender: boolean }): Promise<Result<SmtpSettings, SmtpRefusal>> {
		const faulty = (Object.keys(this.#faults) as SmtpField[]).filter(
			(field) => sender || ACCOUNT_FIELDS.some((name) => name === field)
		)
		for (const field of faulty) this.#judged.add(field)
		if (faulty.length > 0) return err({ code: 'invalid' })
		const settings = settingsOf(this.#entry)
		const { password } = this
		if (!relayStatus.info && (password !== '' || isExampleOpen())) await relayStatus.check()
		if (isExampleOpen() && relayStatus.info && !this.isSandbox) return err({ code: 'example-sandbox-only' })
		if (password === '') return ok(settings)
		const key = relayStatus.info?.sealing
		if (!key) return err({ code: 'relay-unreachable' })
		return ok({ ...settings, password: await sealPassword(key, wireSmtp(settings), password) })
	}

	/** Saves what is typed, sealed. On disk when it succeeds; untouched when it does not. */
	async save(): Promise<Result<SmtpSettings, SmtpRefusal>> {
		const sealed = await this.seal({ sender: true })
		if (!sealed.ok) return sealed
		const saved = await saveAccountSettings(this.accountId, sealed.value)
		if (!saved.ok) return saved
		this.#saved = sealed.value
		this.typed = draftOf(sealed.value)
		await removeSmtpDraft(this.accountId)
		return sealed
	}

	/** Takes the record that the relay sealed anew under its present key. */
	async takeResealed(previous: string, resealed: string | undefined): Promise<void> {
		if (resealed === undefined || previous !== this.#saved.password) return
		const replaced = await replaceSealedPassword(previous, resealed)
		if (replaced.ok) this.#saved = { ...this.#saved, password: resealed }
	}

	/** Forgets the clear passwords and what was found wrong. */
	close(): void {
		this.password = ''
		this.#otherPasswords.clear()
		this.loaded = false
		this.restored = false
		this.#judged.clear()
	}
}
