import { isAddress, type Address } from '#shared/address.ts'
import type { Discovery, DiscoveryCandidate } from '#shared/wire/discovery.ts'
import { USUAL_PORT } from '#shared/wire/smtp.ts'
import type { SmtpDraft } from '#web/db/smtp-draft.ts'
import type { AnyFailureCode } from '#web/failures.ts'
import { discoverSettings } from '#web/relay/senders.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import type { SmtpEditor } from './smtp-editor.svelte.ts'

/** What a candidate says of the fields. */
type Filling = Pick<SmtpDraft, 'host' | 'port' | 'security' | 'username' | 'hourlyLimit' | 'dailyLimit'>

/** Looks for the settings of the address that is typed, and fills them in when a person wants them. */
export class SettingsFinder {
	found = $state.raw<{ email: string; discovery: Discovery }>()
	failure = $state<AnyFailureCode>()
	asking = $state(false)
	readonly #editor: SmtpEditor
	#wanted = ''

	constructor(editor: SmtpEditor) {
		this.#editor = editor
	}

	/** What was found, as long as the address is still the one that was asked about. */
	get current(): Discovery | undefined {
		return this.found?.email === this.#editor.typed.from.trim() ? this.found.discovery : undefined
	}

	/** Whether there is an address to ask about. */
	get possible(): boolean {
		return isAddress(this.#editor.typed.from.trim())
	}

	/** Asks by itself for whoever has typed an address and no server yet, once for each address. */
	async offer(): Promise<void> {
		const email = this.#editor.typed.from.trim()
		if (this.#editor.typed.host.trim() !== '' || !relayStatus.online || this.#wanted === email) return
		await this.find()
	}

	/** Asks the relay. */
	async find(): Promise<void> {
		const email = this.#editor.typed.from.trim()
		if (!isAddress(email)) return
		this.#wanted = email
		this.asking = true
		this.failure = undefined
		try {
			const answer = await discoverSettings(email as Address)
			if (this.#wanted !== email) return
			if (answer.ok) this.found = { email, discovery: answer.value }
			else this.failure = answer.error.code
		} finally {
			this.asking = false
		}
	}

	/** Whether the fields say already what a candidate does. */
	isUsed(candidate: DiscoveryCandidate): boolean {
		return this.#listOpen(candidate).length === 0
	}

	/** Fields that hold something else, which a person typed or saved. */
	keeps(candidate: DiscoveryCandidate): boolean {
		return this.#listOpen(candidate).some((field) => !this.#isFree(field))
	}

	/** Fills in a candidate: the free fields, or with `replace` all of them. */
	use(candidate: DiscoveryCandidate, { replace }: { replace: boolean }): void {
		const filling = fillingOf(candidate)
		const fields = this.#listOpen(candidate).filter((field) => replace || this.#isFree(field))
		this.#editor.fill(Object.fromEntries(fields.map((field) => [field, filling[field]])))
	}

	#listOpen(candidate: DiscoveryCandidate): (keyof Filling)[] {
		const filling = fillingOf(candidate)
		const fields = Object.keys(filling) as (keyof Filling)[]
		return fields.filter((field) => filling[field] !== '' && filling[field] !== this.#editor.typed[field].trim())
	}

	/** Nobody wrote anything there: the port and the security are those of the beginning. */
	#isFree(field: keyof Filling): boolean {
		const { typed } = this.#editor
		if (field === 'security' || field === 'port') {
			return typed.host.trim() === '' && typed.port === String(USUAL_PORT[typed.security])
		}
		return typed[field].trim() === ''
	}
}

function fillingOf({ host, port, security, username, hourlyLimit, dailyLimit }: DiscoveryCandidate): Filling {
	return {
		...{ host, port: String(port), security, username },
		hourlyLimit: hourlyLimit === null ? '' : String(hourlyLimit),
		dailyLimit: dailyLimit === null ? '' : String(dailyLimit)
	}
}
