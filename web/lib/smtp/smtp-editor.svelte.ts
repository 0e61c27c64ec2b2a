import { SvelteSet } from 'svelte/reactivity'
import { sealPassword } from '#shared/crypto/sealed-password.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { DEFAULT_SMTP_SETTINGS, wireSmtp, type SmtpSettings } from '#shared/smtp-settings.ts'
import { isSandboxAccount } from '#shared/wire/relay-info.ts'
import { USUAL_PORT, type Security } from '#shared/wire/smtp.ts'
import { isExampleOpen } from '#web/db/database.ts'
import { readSmtpSettings, replaceSealedPassword, saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { findSmtpDraft, removeSmtpDraft, saveSmtpDraft } from '#web/db/smtp-draft.ts'
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

	/** Fills the fields: with what was typed and not saved, or else with what is saved. */
	async load(): Promise<void> {
		const [saved, draft] = await Promise.all([readSmtpSettings(), findSmtpDraft()])
		this.#saved = saved
		this.typed = draft ?? draftOf(saved)
		this.#portChosen = this.typed.port !== String(USUAL_PORT[this.typed.security])
		this.restored = this.changed
		this.loaded = true
	}

	/** Keeps what is typed over a reload. A disk that refuses is told when saving: nothing on the screen is lost by it. */
	async keep(): Promise<void> {
		await (this.changed ? saveSmtpDraft($state.snapshot(this.typed)) : removeSmtpDraft())
	}

	/** Puts back what is saved. */
	async revert(): Promise<void> {
		await removeSmtpDraft()
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
		const saved = await saveSmtpSettings(sealed.value)
		if (!saved.ok) return saved
		this.#saved = sealed.value
		this.typed = draftOf(sealed.value)
		await removeSmtpDraft()
		return sealed
	}

	/** Takes the record that the relay sealed anew under its present key. */
	async takeResealed(previous: string, resealed: string | undefined): Promise<void> {
		if (resealed === undefined || previous !== this.#saved.password) return
		const replaced = await replaceSealedPassword(previous, resealed)
		if (replaced.ok) this.#saved = { ...this.#saved, password: resealed }
	}

	/** Forgets the clear password and what was found wrong. */
	close(): void {
		this.password = ''
		this.loaded = false
		this.restored = false
		this.#judged.clear()
	}
}
