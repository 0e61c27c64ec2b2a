import { afterEach, beforeEach, expect } from 'vitest'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { DEFAULT_SMTP_SETTINGS, type SmtpSettings } from '#shared/smtp-settings.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { findMailing } from '#web/db/mailings.ts'
import { Outbox } from '#web/outbox/outbox.svelte.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { useFreshDatabase } from './database.ts'
import { FakeRelay } from './fake-relay.ts'
import { memberDraft } from './member-drafts.ts'

const PATIENCE = { timeout: 8_000 }

/** An account that can be sent by. */
export const SETTINGS: SmtpSettings = {
	...DEFAULT_SMTP_SETTINGS,
	host: 'smtp.example.org',
	username: 'club',
	password: 'hpke1.sealed',
	from: 'club@example.org'
}

/** The n-th member: Zoé<n> Lefèvre, m<n>@example.org. */
export const numberedMember = (n: number): Member => ({
	...memberDraft({ firstName: `Zoé${n}`, email: `m${n}@example.org` }),
	id: `member-${n}` as MemberId,
	createdAt: 0,
	updatedAt: 0
})

/** The first members. */
export const numberedMembers = (count: number) => Array.from({ length: count }, (_, n) => numberedMember(n + 1))

/** An outbox at work on a database of its own, before a relay that does as it is told. */
export class OutboxBench {
	relay = new FakeRelay()
	/** The clock by which scheduled mailings leave. */
	now = () => Date.now()
	outbox = new Outbox()
	stop = () => {}

	/** Confirms a mailing to so many members and says its id. */
	async send(count: number, settings = SETTINGS): Promise<string> {
		return this.confirm({ subject: 'AG', body: 'Cher {{prenom}}', members: numberedMembers(count), settings })
	}

	async confirm(confirmed: Parameters<Outbox['send']>[0]): Promise<string> {
		const sent = await this.outbox.send(confirmed)
		if (!sent.ok) throw new Error(sent.error.code)
		return sent.value
	}

	/** Stops this window's outbox and starts another one, as a reload does. */
	reload(): void {
		this.stop()
		this.outbox = new Outbox(() => this.now())
		this.stop = this.outbox.start()
	}

	async statuses(id: string): Promise<string[]> {
		return (await listLogs(id)).map(({ status }) => status).sort()
	}

	/** Waits until the recipients stand at these statuses, in alphabetical order. */
	becomeStatuses(id: string, statuses: string[]): Promise<void> {
		return expect.poll(() => this.statuses(id), PATIENCE).toEqual(statuses)
	}

	becomes(id: string, progress: Mailing['progress']): Promise<void> {
		return expect.poll(async () => (await findMailing(id))?.progress, PATIENCE).toBe(progress)
	}

	phaseIs(id: string, phase: string, outbox = this.outbox): Promise<void> {
		return expect.poll(() => outbox.statusOf(id).phase, PATIENCE).toBe(phase)
	}

	/** What of the log must not depend on the accidents on the way. */
	async finalStates(id: string) {
		return (await listLogs(id)).map(essence).sort((a, b) => a.recipientEmail.localeCompare(b.recipientEmail))
	}

	async idsWith(id: string, status: MailingLog['status']): Promise<string[]> {
		return (await listLogs(id)).filter((log) => log.status === status).map((log) => log.id)
	}
}

/** Gives every test of the file a bench of its own. */
export function useOutboxBench(): OutboxBench {
	const bench = new OutboxBench()
	useFreshDatabase()
	let uninstall = () => {}
	beforeEach(async () => {
		bench.relay = new FakeRelay()
		bench.now = () => Date.now()
		uninstall = bench.relay.install()
		await relayStatus.check()
		bench.reload()
	})
	afterEach(() => {
		bench.stop()
		uninstall()
	})
	return bench
}

const essence = ({ recipientEmail, status, attempt, code, error }: MailingLog) => ({
	recipientEmail,
	status,
	attempt,
	code,
	error
})
