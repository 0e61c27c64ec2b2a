import { envelopeAddress, isAddress, type Address } from '#shared/address.ts'
import { isForeignFreemail } from '#shared/freemail.ts'
import { canonicalHost } from '#shared/host.ts'
import type { SenderCheck } from '#shared/wire/sender-check.ts'
import { findSenderCheck, keepSenderCheck } from '#web/db/sender-checks.ts'
import type { AnyFailureCode } from '#web/failures.ts'
import { checkSender } from '#web/relay/senders.ts'

/** An answer is good for a day. */
const FRESH_MS = 24 * 60 * 60_000

type Sending = { email: string; domain: string; host: string }

/** What is known of the domain that mail comes from: looked up once a day, or when somebody asks. */
export class SenderLook {
	found = $state.raw<{ check: SenderCheck; at: number; domain: string; foreign: boolean }>()
	asking = $state(false)
	/** Why nothing new could be found out. */
	failure = $state<AnyFailureCode>()
	#wanted = ''

	/** Shows what is known of mail from an address by a server; asks the relay when that is nothing, or old, if `ask`. */
	async look(email: string, smtpHost: string, { ask }: { ask: boolean }): Promise<void> {
		const sending = sendingOf(email, smtpHost)
		this.#wanted = sending ? nameOf(sending) : ''
		this.failure = undefined
		if (!sending) return void (this.found = undefined)
		const kept = await findSenderCheck(sending.domain, sending.host)
		if (this.#wanted !== nameOf(sending)) return
		this.found = kept && { ...kept, foreign: isForeignFreemail(sending.domain, sending.host) }
		const age = kept ? Date.now() - kept.at : Infinity
		if (ask && (age < 0 || age > FRESH_MS)) await this.#ask(sending)
	}

	/** Asks anew. */
	async askAgain(email: string, smtpHost: string): Promise<void> {
		const sending = sendingOf(email, smtpHost)
		if (!sending) return
		this.#wanted = nameOf(sending)
		await this.#ask(sending)
	}

	async #ask(sending: Sending): Promise<void> {
		this.asking = true
		this.failure = undefined
		try {
			const { domain, host } = sending
			const answer = await checkSender(sending.email as Address, host)
			if (this.#wanted !== nameOf(sending)) return
			if (!answer.ok) return void (this.failure = answer.error.code)
			const kept = { domain, host, at: Date.now(), check: answer.value }
			this.found = { ...kept, foreign: isForeignFreemail(domain, host) }
			await keepSenderCheck(kept)
		} finally {
			this.asking = false
		}
	}
}

const nameOf = ({ domain, host }: Sending) => `${domain} ${host}`

function sendingOf(email: string, smtpHost: string): Sending | undefined {
	const [address, host] = [email.trim(), canonicalHost(smtpHost.trim())]
	if (!isAddress(address) || host === undefined) return undefined
	const envelope = envelopeAddress(address)
	return { email: address, domain: envelope.slice(envelope.lastIndexOf('@') + 1), host }
}
