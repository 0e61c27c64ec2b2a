import { openFernet } from '#shared/crypto/fernet.ts'
import { sealPassword } from '#shared/crypto/sealed-password.ts'
import { DEFAULT_OLD_SECRET, type OldSmtp } from '#shared/old-program/smtp.ts'
import { isSmtpConfigured, wireSmtp, type SmtpSettings } from '#shared/smtp-settings.ts'
import { isExampleOpen } from '#web/db/database.ts'
import { readSmtpSettings, saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { live } from './live.svelte.ts'
import { relayStatus } from './relay-status.svelte.ts'

/** How the taking over of the account went. */
export type SmtpOutcome = 'whole' | 'without-password' | 'failed'

/**
 * The old program's account of e-mail, while it may be taken over. Its clear password lives here and nowhere else, the
 * old key only in the field where it is typed.
 */
export class OldSmtpChoice {
	/** Whether it is to be taken over; as long as nobody says, where the club has no account yet. */
	#wanted = $state<boolean>()
	/** What was typed as the old program's key. */
	secret = $state('')
	/** Nothing to open, opened, or sealed with a key that is not known. */
	password = $state<'none' | 'open' | 'locked'>('none')
	outcome = $state<SmtpOutcome>()
	#offered = $state.raw<OldSmtp>()
	#clear = ''
	#before: { saved: SmtpSettings; taken: SmtpSettings } | undefined
	readonly #saved = live(readSmtpSettings)

	/** The account of the latest season that has one; the example club takes none. */
	get offered(): OldSmtp | undefined {
		return isExampleOpen() ? undefined : this.#offered
	}
	/** An account is there that would be replaced. */
	readonly replaces = $derived(this.#saved.current !== undefined && isSmtpConfigured(this.#saved.current))

	get wanted(): boolean {
		return this.#wanted ?? (this.#saved.current !== undefined && !this.replaces)
	}
	set wanted(wanted: boolean) {
		this.#wanted = wanted
	}

	/** Looks at an account, and tries the key of everybody who never chose one. */
	async offer(smtp: OldSmtp | undefined): Promise<void> {
		if (smtp?.token === this.#offered?.token && smtp?.settings.host === this.#offered?.settings.host) return
		this.#offered = smtp
		this.#clear = ''
		this.password = smtp?.token ? 'locked' : 'none'
		await this.tryKey(DEFAULT_OLD_SECRET)
	}

	/** Tries a key; one that does not fit changes nothing. */
	async tryKey(secret: string): Promise<void> {
		const token = this.#offered?.token
		if (!token || this.password === 'open') return
		const clear = await openFernet(token, secret)
		if (clear === null || token !== this.#offered?.token) return
		this.#clear = clear
		this.secret = ''
		this.password = clear === '' ? 'none' : 'open'
	}

	/** Takes the account over if that is wanted; the password sealed for the relay, or left to be typed where none is known. */
	async take(): Promise<void> {
		const smtp = this.offered
		if (!smtp || !this.wanted) return
		const saved = await readSmtpSettings()
		const taken = { ...smtp.settings, password: await this.#seal(smtp.settings) }
		const kept = await saveSmtpSettings(taken)
		this.#clear = ''
		if (kept.ok) this.#before = { saved, taken }
		this.outcome = !kept.ok
			? 'failed'
			: taken.password !== '' || this.password === 'none'
				? 'whole'
				: 'without-password'
	}

	/** Puts back the account that was there before, unless another was saved since. */
	async takeBack(): Promise<void> {
		if (!this.#before) return
		const { saved, taken } = this.#before
		this.#before = undefined
		const now = await readSmtpSettings()
		if (now.password === taken.password && now.host === taken.host && now.username === taken.username)
			await saveSmtpSettings(saved)
	}

	async #seal(settings: SmtpSettings): Promise<string> {
		if (this.#clear === '' || settings.username === '') return ''
		if (!relayStatus.info) await relayStatus.check()
		const key = relayStatus.info?.sealing
		return key ? sealPassword(key, wireSmtp(settings), this.#clear) : ''
	}
}
