import { isAddress, type Address } from '#shared/address.ts'
import { wireSettings, type SmtpSettings } from '#shared/smtp-settings.ts'
import type { Sender } from '#shared/wire/mailing.ts'
import type { TestMessageResult } from '#shared/wire/test-message.ts'
import type { Verification } from '#shared/wire/verification.ts'
import type { AnyFailureCode } from '#web/failures.ts'
import { sendTestMessage, verifyAccount } from '#web/relay/accounts.ts'
import type { SmtpEditor } from './smtp-editor.svelte.ts'

/** What came of a trial: the relay's answer, or why there was none. */
export type TrialOutcome =
	| { kind: 'verified'; verification: Verification }
	| { kind: 'test-message'; to: string; result: TestMessageResult; sandbox: boolean }
	| { kind: 'refused'; code: AnyFailureCode }

/** The two ways of trying settings before they are used: log in and leave, or send one short message. */
export class SmtpTrials {
	/** Where the test message goes; empty for the sender's own address. */
	to = $state('')
	toIsOdd = $state(false)
	running = $state<'verification' | 'test-message'>()
	outcome = $state.raw<TrialOutcome>()
	/** Counts the changes of the account: an answer about an earlier one is not shown. */
	#account = 0
	readonly #editor: SmtpEditor

	constructor(editor: SmtpEditor) {
		this.#editor = editor
	}

	/** Forgets what was found out about the account as it was. */
	accountChanged(): void {
		this.#account += 1
		this.outcome = undefined
	}

	/** Connects and logs in with the settings as typed. Resolves to `invalid` when fields are to be corrected first. */
	verify(): Promise<'invalid' | undefined> {
		return this.#run('verification', { sender: false }, async (settings) => {
			const answer = await verifyAccount({ smtp: wireSettings(settings).smtp })
			if (!answer.ok) return { kind: 'refused', code: answer.error.code }
			await this.#editor.takeResealed(settings.password, answer.value.resealedPassword)
			return { kind: 'verified', verification: answer.value }
		})
	}

	/** Sends the test message. Resolves to `invalid` when fields are to be corrected first. */
	async sendTest(): Promise<'invalid' | undefined> {
		const to = this.to.trim()
		this.toIsOdd = to !== '' && !isAddress(to)
		if (this.toIsOdd) return 'invalid'
		return this.#run('test-message', { sender: true }, async (settings) => {
			const { smtp, sender } = wireSettings(settings)
			const address = (to === '' ? settings.from : to) as Address
			const answer = await sendTestMessage({ smtp, sender: sender as Sender, to: address })
			if (!answer.ok) return { kind: 'refused', code: answer.error.code }
			await this.#editor.takeResealed(settings.password, answer.value.resealedPassword)
			return { kind: 'test-message', to: address, result: answer.value, sandbox: this.#editor.isSandbox }
		})
	}

	async #run(
		kind: 'verification' | 'test-message',
		fields: { sender: boolean },
		attempt: (settings: SmtpSettings) => Promise<TrialOutcome>
	): Promise<'invalid' | undefined> {
		const account = this.#account
		this.outcome = undefined
		this.running = kind
		try {
			const sealed = await this.#editor.seal(fields)
			const code = sealed.ok ? undefined : sealed.error.code
			if (code === 'invalid') return code
			const outcome = sealed.ok ? await attempt(sealed.value) : undefined
			if (account === this.#account) this.outcome = outcome ?? (code && { kind: 'refused', code })
		} finally {
			this.running = undefined
		}
		return undefined
	}
}
