import type { MailingId } from '#shared/mailing.ts'
import { DEFAULT_OPTIONS } from '#shared/mailing-options.ts'
import { listReached, type Audience, type AudienceMessage } from '#shared/audience.ts'
import { listName, type Member } from '#shared/member.ts'
import { ok, type Result } from '#shared/result.ts'
import { parseContent } from '#shared/message/content.ts'
import { isSmtpConfigured } from '#shared/smtp-settings.ts'
import type { StorageFault } from '#web/db/database.ts'
import { readAudience } from '#web/db/audience.ts'
import { findSignature } from '#web/db/signatures.ts'
import { readMergeFacts, type MergeFacts } from '#web/merge-values.ts'
import type { Confirmed } from '#web/outbox/freeze.ts'
import { offersLink } from '#web/outbox/leaving.ts'
import { outbox } from '#web/outbox/outbox.svelte.ts'
import type { Review } from '#web/outbox/waiting.ts'
import { contentOf } from '#web/outbox/written-content.ts'
import type { MailingDraft } from '#web/state/mailing-draft.svelte.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { readAccount } from '#web/state/sandbox-account.ts'
import { checkConfirmed, type Checks } from './checks.ts'
import { DepartureChoice } from './departure-choice.svelte.ts'
import { findFieldGaps, gapsBesidesLink, type FieldGaps } from './field-gaps.ts'

/** What a draft lacks, by the part where it is said; `unknownField` stands in the subject or in the body. */
export type DraftFaults = { recipients?: true; subject?: true; body?: true; unknownField?: string }

/** Why a draft that lacks nothing cannot be sent now. */
export type Obstacle = {
	code: 'not-configured' | 'unauthorized' | StorageFault['code']
}

/** What is about to be sent, for a person to say yes. */
export type Confirmation = Confirmed & {
	messages: AudienceMessage[]
	gaps: FieldGaps
	/** What became of everybody chosen. */
	audience: Audience
	checks: Checks
}

/** The way of a draft from "Envoyer" to the outbox: checked, then confirmed, then frozen; and of what waited from there. */
export class SendFlow {
	faults = $state.raw<DraftFaults>({})
	obstacle = $state.raw<Obstacle>()
	confirmation = $state.raw<Confirmation>()
	/** When it is to leave, asked with the confirmation. */
	readonly departure = new DepartureChoice()
	checking = $state(false)
	sending = $state(false)
	/** Mailings confirmed here, newest last: if the relay refuses one, it is said here. */
	sent = $state.raw<readonly MailingId[]>([])

	/** Checks the draft, then the account and the relay, then asks. Resolves to whether there is something to confirm. */
	async prepare(draft: MailingDraft): Promise<boolean> {
		if (this.checking) return false
		this.checking = true
		this.obstacle = undefined
		try {
			await draft.keep()
			const audience = await readAudience(draft.recipientIds, draft.options)
			const members = listReached(audience)
			const facts = await readMergeFacts(members)
			this.faults = findFaults(draft, members, facts)
			if (Object.keys(this.faults).length > 0) return false
			return await this.#checkAccount(draft, audience, facts)
		} finally {
			this.checking = false
		}
	}

	/**
	 * Sends what was asked about, lets it wait where there is no relay, or keeps it for its time. Fails when the device cannot
	 * keep it. A time that is none is said beside it, and nothing happens.
	 */
	async confirm(): Promise<Result<MailingId | undefined, StorageFault>> {
		const departure = this.departure.take(Date.now())
		if (!this.confirmation || this.confirmation.checks.refused || this.sending || !departure.ok) return ok(undefined)
		this.sending = true
		try {
			const { gaps: _, audience: __, checks: ___, ...written } = this.confirmation
			const confirmed = { ...written, ...departure.value }
			const atOnce = relayStatus.online && departure.value.sendAt === undefined
			const sent = await (atOnce ? outbox.send(confirmed) : outbox.hold(confirmed))
			if (sent.ok) this.sent = [...this.sent, sent.value]
			else this.obstacle = sent.error
			return sent
		} finally {
			this.confirmation = undefined
			this.sending = false
		}
	}

	/**
	 * Sends what waited. Resolves to whether it goes: not when the relay is away after all, nor when it waits no more.
	 */
	async release(review: Review): Promise<boolean> {
		if (this.sending || (await relayStatus.check()) !== 'online') return false
		this.sending = true
		try {
			const released = await outbox.release(review)
			if (!released.ok) this.obstacle = released.error
			else if (released.value) this.sent = [...this.sent.filter((id) => id !== review.mailing.id), review.mailing.id]
			return released.ok && released.value
		} finally {
			this.sending = false
		}
	}

	/** Takes back the faults of a part that is being mended. */
	mend(part: keyof DraftFaults): void {
		const { [part]: _, ...rest } = this.faults
		this.faults = rest
	}

	async #checkAccount(draft: MailingDraft, audience: Audience, facts: MergeFacts): Promise<boolean> {
		const account = await readAccount(relayStatus.info, draft.options.accountId)
		if (!account.ok) return this.#stop(account.error.code)
		const { id: accountId, settings } = account.value
		if (!isSmtpConfigured(settings)) return this.#stop('not-configured')
		const reachability = await relayStatus.check()
		if (reachability === 'online' && !relayStatus.paired) return this.#stop('unauthorized')
		const { subject, body, doc, attachments, attachmentRule } = draft.written
		const signature = await findSignature(accountId)
		const members = listReached(audience)
		this.departure.offer(Date.now())
		const confirmed = {
			...{ subject, body, doc, attachments, attachmentRule },
			options: { ...DEFAULT_OPTIONS, ...draft.options, accountId },
			signature,
			...{ members, messages: audience.messages, letters: audience.letters.map(letterReader) },
			...{ settings, facts }
		}
		this.confirmation = {
			...confirmed,
			audience,
			checks: await checkConfirmed(confirmed, relayStatus.info),
			gaps: findGaps({ subject, body, doc, signature, attachments, options: draft.options }, members, facts)
		}
		return true
	}

	#stop(code: Obstacle['code']): false {
		this.obstacle = { code }
		return false
	}
}

const letterReader = ({ member }: { member: Member }) => ({ memberId: member.id, name: listName(member) })

type Written = Pick<Confirmed, 'subject' | 'body' | 'doc' | 'signature' | 'attachments' | 'options'>

function findFaults(draft: Written, members: Member[], facts: MergeFacts): DraftFaults {
	const [unknownField] = findGaps(draft, [], facts).unknown
	return {
		...(members.length === 0 && { recipients: true as const }),
		...(draft.subject.trim() === '' && { subject: true as const }),
		...(draft.body.trim() === '' && { body: true as const }),
		...(unknownField !== undefined && { unknownField })
	}
}

function findGaps(draft: Written, members: Member[], facts: MergeFacts): FieldGaps {
	const gaps = findFieldGaps(parseContent(contentOf(draft)), members, facts)
	return gapsBesidesLink(gaps, offersLink(draft.options, relayStatus.info))
}
