import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { DEFAULT_SMTP_SETTINGS, type SmtpSettings } from '#shared/smtp-settings.ts'
import { database } from '#web/db/database.ts'
import { readDraft, saveDraft } from '#web/db/drafts.ts'
import { listLogs } from '#web/db/mailing-logs.ts'
import { findMailing } from '#web/db/mailings.ts'
import { readSmtpSettings, saveSmtpSettings } from '#web/db/settings.ts'
import { Outbox } from '#web/outbox/outbox.svelte.ts'
import { resubmit } from '#web/outbox/resubmit.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { FakeRelay } from '../../support/fake-relay.ts'
import { memberDraft } from '../../support/member-drafts.ts'

const SETTINGS: SmtpSettings = {
	...DEFAULT_SMTP_SETTINGS,
	host: 'smtp.example.org',
	username: 'club',
	password: 'hpke1.sealed',
	from: 'club@example.org'
}

const member = (n: number): Member => ({
	...memberDraft({ firstName: `Zoé${n}`, email: `m${n}@example.org` }),
	id: `member-${n}` as MemberId,
	createdAt: 0,
	updatedAt: 0
})

const members = (count: number) => Array.from({ length: count }, (_, n) => member(n + 1))

useFreshDatabase()

let relay: FakeRelay
let outbox: Outbox
let stop: () => void
let uninstall: () => void

beforeEach(async () => {
	relay = new FakeRelay()
	uninstall = relay.install()
	await relayStatus.check()
	outbox = new Outbox()
	stop = outbox.start()
})

afterEach(() => {
	stop()
	uninstall()
})

/** Confirms a mailing to so many members and says its id. */
async function send(count: number, settings = SETTINGS): Promise<string> {
	const sent = await outbox.send({ subject: 'AG', body: 'Cher {{prenom}}', members: members(count), settings })
	if (!sent.ok) throw new Error(sent.error.code)
	return sent.value
}

/** Stops this window's outbox and starts another one, as a reload does. */
function reload() {
	stop()
	outbox = new Outbox()
	stop = outbox.start()
}

const statuses = async (id: string) => (await listLogs(id)).map(({ status }) => status).sort()

const becomes = (id: string, progress: Mailing['progress']) =>
	expect.poll(async () => (await findMailing(id))?.progress, { timeout: 8000 }).toBe(progress)

const phaseIs = (id: string, phase: string) =>
	expect.poll(() => outbox.statusOf(id).phase, { timeout: 8000 }).toBe(phase)

/** What of a log row must not depend on the accidents on the way. */
const essence = ({ recipientEmail, status, attempt, code, error }: MailingLog) => ({
	recipientEmail,
	status,
	attempt,
	code,
	error
})

const finalStates = async (id: string) =>
	(await listLogs(id)).map(essence).sort((a, b) => a.recipientEmail.localeCompare(b.recipientEmail))

describe('a mailing', () => {
	test('is stored before it leaves, and its results before they are shown', async () => {
		const stored: number[] = []
		const install = globalThis.fetch
		globalThis.fetch = async (input, init) => {
			if (String(input).endsWith('/mailings')) stored.push(await database().mailingLogs.count())
			return install(input, init)
		}

		const id = await send(3)
		await becomes(id, 'done')

		expect(stored).toEqual([3])
		expect(await statuses(id)).toEqual(['sent', 'sent', 'sent'])
		expect(relay.deliveries).toHaveLength(3)
	})

	test('carries no more of a member than the content uses', async () => {
		const id = await send(1)
		await becomes(id, 'done')

		expect(relay.posts[0]?.recipients[0]).toEqual({
			id: (await listLogs(id))[0]?.id,
			email: 'm1@example.org',
			name: 'Zoé1 Lefèvre',
			fields: { prenom: 'Zoé1' },
			attempt: 1
		})
		expect(relay.posts[0]).toMatchObject({ subject: 'AG', journalEpoch: 'epoch-1' })
	})

	test('makes single lines of whatever goes into headers', async () => {
		const odd = { ...member(1), firstName: 'Zoé\r\nBcc: x@example.org', email: ' m1@example.org ' }
		const draft = { subject: 'AG\r\nBcc: y@example.org', body: 'Corps', members: [odd], settings: SETTINGS }
		const sent = await outbox.send(draft)
		if (!sent.ok) throw new Error(sent.error.code)
		await becomes(sent.value, 'done')

		expect(relay.posts[0]?.subject).toBe('AG Bcc: y@example.org')
		expect(relay.posts[0]?.recipients[0]).toMatchObject({
			name: 'Zoé Bcc: x@example.org Lefèvre',
			email: 'm1@example.org'
		})
	})

	test('reaches two members of one address once each', async () => {
		const twins = [member(1), { ...member(2), email: 'm1@example.org' }]
		const sent = await outbox.send({ subject: 'AG', body: 'Corps', members: twins, settings: SETTINGS })
		if (!sent.ok) throw new Error(sent.error.code)
		await becomes(sent.value, 'done')

		expect(relay.deliveries).toEqual(['m1@example.org', 'm1@example.org'])
	})

	test('empties the draft once the relay took it, and leaves a newer one alone', async () => {
		await saveDraft({ subject: 'AG', body: 'Cher {{prenom}}', recipientIds: ['member-1' as MemberId] })
		await becomes(await send(1), 'done')
		expect(await readDraft()).toMatchObject({ subject: '', body: '', recipientIds: [] })

		await saveDraft({ subject: 'AG', body: 'Autre chose' })
		await becomes(await send(1), 'done')
		expect(await readDraft()).toMatchObject({ subject: 'AG', body: 'Autre chose' })
	})

	test('keeps a password sealed anew, for itself and the account', async () => {
		await saveSmtpSettings(SETTINGS)
		relay.resealedPassword = 'hpke1.anew'

		const id = await send(2)
		await becomes(id, 'done')

		expect((await readSmtpSettings()).password).toBe('hpke1.anew')
		expect((await findMailing(id))?.smtp.password).toBe('hpke1.anew')
		expect(relay.posts).toHaveLength(1)
	})

	test('clears what names people when the account keeps no log, except while something is uncertain', async () => {
		relay.verdictOf = ({ email }) => (email === 'm1@example.org' ? { outcome: 'uncertain' } : undefined)
		const id = await send(2, { ...SETTINGS, logging: false })
		await becomes(id, 'done')
		expect((await listLogs(id)).every(({ recipientEmail }) => recipientEmail !== '')).toBe(true)
		const mailing = await findMailing(id)
		const uncertain = (await listLogs(id)).filter(({ status }) => status === 'uncertain').map((log) => log.id)

		if (mailing) await outbox.markSent(mailing, uncertain)

		expect(await statuses(id)).toEqual(['sent', 'sent'])
		expect((await listLogs(id)).every(({ recipientEmail, subject }) => recipientEmail + subject === '')).toBe(true)
	})
})

describe('a broken stream', () => {
	const verdicts = (email: string) =>
		email === 'm2@example.org'
			? ({ outcome: 'failed', code: 'address-unknown', scope: 'recipient', reply: '550 5.1.1 no' } as const)
			: email === 'm4@example.org'
				? ({ outcome: 'uncertain', code: 'connection-lost', scope: 'connection' } as const)
				: undefined

	const expected = [1, 2, 3, 4, 5].map((n) => ({
		recipientEmail: `m${n}@example.org`,
		status: n === 2 ? 'failed' : n === 4 ? 'uncertain' : 'sent',
		attempt: 1,
		code: n === 2 ? 'address-unknown' : n === 4 ? 'connection-lost' : '',
		error: n === 2 ? '550 5.1.1 no' : ''
	}))

	for (const chunk of [1, 3]) {
		for (let cut = 0; cut <= 7; cut += 1) {
			test(`after ${cut} events, ${chunk} at a time, changes nothing in the end`, async () => {
				relay.verdictOf = ({ email }) => verdicts(email)
				relay.chunk = chunk
				relay.cuts.push(cut)

				const id = await send(5)
				await becomes(id, 'done')

				expect(await finalStates(id)).toEqual(expected)
				expect(new Set(relay.deliveries).size).toBe(relay.deliveries.length)
			})
		}
	}

	test('and a reload in the middle change nothing in the end', async () => {
		relay.automatic = false
		relay.verdictOf = ({ email }) => verdicts(email)
		const id = await send(5)
		await phaseIs(id, 'running')
		relay.decide(2)
		await expect.poll(() => statuses(id)).toContain('sent')

		reload()
		await phaseIs(id, 'running')
		relay.decide()
		await becomes(id, 'done')

		expect(await finalStates(id)).toEqual(expected)
		expect(relay.posts).toHaveLength(1)
	})

	test('whose relay comes back with its journal is taken up by posting what has no result', async () => {
		relay.automatic = false
		const id = await send(4)
		await phaseIs(id, 'running')
		relay.decide(2)
		await expect.poll(async () => (await statuses(id)).filter((status) => status === 'sent').length).toBe(2)

		relay.restart()
		await expect.poll(() => relay.posts.length, { timeout: 8000 }).toBe(2)
		relay.decide()
		await becomes(id, 'done')

		expect(relay.posts[1]?.recipients).toHaveLength(2)
		expect(relay.posts[1]?.journalEpoch).toBe('epoch-1')
		expect([...relay.deliveries].sort()).toEqual([1, 2, 3, 4].map((n) => `m${n}@example.org`))
	})

	test('whose relay lost its journal leaves the open ones uncertain, for a person to decide', async () => {
		relay.automatic = false
		const id = await send(3)
		await phaseIs(id, 'running')
		relay.decide(1)
		await expect.poll(() => statuses(id)).toContain('sent')

		relay.restart('epoch-2')
		await becomes(id, 'done')

		expect(await statuses(id)).toEqual(['sent', 'uncertain', 'uncertain'])
		expect(relay.deliveries).toHaveLength(1)

		const ids = (await listLogs(id)).filter(({ status }) => status === 'uncertain').map((log) => log.id)
		relay.automatic = true
		expect(await resubmit(id, { status: 'uncertain', ids })).toEqual({ ok: true, value: 2 })
		await expect.poll(() => statuses(id), { timeout: 8000 }).toEqual(['sent', 'sent', 'sent'])
		expect(relay.posts.at(-1)).toMatchObject({ acceptDuplicateRisk: true, journalEpoch: 'epoch-2' })
		expect(relay.posts.at(-1)?.recipients.map(({ attempt }) => attempt)).toEqual([2, 2])
	})
})

describe('a relay that is away', () => {
	test('is waited for, and gets the mailing when it is back', async () => {
		relay.away = true
		const id = await send(2)
		await phaseIs(id, 'waiting')
		expect(outbox.statusOf(id)).toMatchObject({ failure: { code: 'relay-unreachable' } })

		relay.away = false
		outbox.wake(id)

		await becomes(id, 'done')
		expect(relay.deliveries).toHaveLength(2)
	})

	test('may have got the post whose answer was lost: it is posted again, and delivered once', async () => {
		relay.cuts.push(0)
		const id = await send(2)
		await becomes(id, 'done')

		expect(relay.posts).toHaveLength(2)
		expect(relay.deliveries).toHaveLength(2)
	})
})

describe('a refused mailing', () => {
	for (const code of [
		'password-unreadable',
		'unauthorized',
		'invalid-request',
		'smtp-host-refused',
		'too-large'
	] as const) {
		test(`(${code}) leaves nothing behind but the draft and the reason`, async () => {
			await saveDraft({ subject: 'AG', body: 'Cher {{prenom}}' })
			relay.refusals.push(code)

			const id = await send(2)
			await phaseIs(id, 'refused')

			expect(outbox.statusOf(id)).toMatchObject({ failure: { code } })
			expect(await findMailing(id)).toBeUndefined()
			expect(await database().mailingLogs.count()).toBe(0)
			expect(await readDraft()).toMatchObject({ subject: 'AG', body: 'Cher {{prenom}}' })
			expect(relay.deliveries).toEqual([])
		})
	}

	test('that may have been taken before stays, and says what stops it', async () => {
		relay.refusals.push('unreachable', 'unauthorized')

		const id = await send(2)
		await phaseIs(id, 'blocked')
		expect(await statuses(id)).toEqual(['submitted', 'submitted'])

		outbox.wake(id)
		await becomes(id, 'done')
		expect(relay.deliveries).toHaveLength(2)
	})

	test('by a relay that is busy is tried again by itself', async () => {
		relay.refusals.push('rate-limited')

		const id = await send(1)
		await becomes(id, 'done')

		expect(relay.posts).toHaveLength(2)
	})
})

describe('steering', () => {
	beforeEach(() => (relay.automatic = false))

	test('pauses at the relay, shows it once that has answered, and goes on', async () => {
		const id = await send(3)
		await phaseIs(id, 'running')

		await outbox.steer(id, 'pause')
		await phaseIs(id, 'paused')
		expect(outbox.statusOf(id)).toMatchObject({ pause: { reason: 'user', resumeAt: null } })
		expect((await findMailing(id))?.wish).toBeUndefined()

		await outbox.steer(id, 'resume')
		await phaseIs(id, 'running')
		relay.decide()
		await becomes(id, 'done')
	})

	test('finds a paused mailing paused after a reload, and does not start it', async () => {
		const id = await send(3)
		await phaseIs(id, 'running')
		await outbox.steer(id, 'pause')
		await phaseIs(id, 'paused')

		reload()
		await phaseIs(id, 'paused')

		expect(relay.posts).toHaveLength(1)
		expect(outbox.statusOf(id)).toMatchObject({ pause: { reason: 'user' } })
	})

	test('cancels, and says of everybody what became of him', async () => {
		const id = await send(3)
		await phaseIs(id, 'running')
		relay.decide(1)
		await expect.poll(() => statuses(id)).toContain('sent')

		await outbox.steer(id, 'cancel')
		await becomes(id, 'cancelled')

		expect(await statuses(id)).toEqual(['cancelled', 'cancelled', 'sent'])
	})

	test('remembers what was asked while the relay is away, and never posts against it', async () => {
		const id = await send(3)
		await phaseIs(id, 'running')
		relay.away = true
		await outbox.steer(id, 'cancel')
		await phaseIs(id, 'waiting')
		relay.restart()
		reload()

		relay.away = false
		await becomes(id, 'cancelled')

		expect(relay.posts).toHaveLength(1)
		expect(relay.deliveries).toEqual([])
	})

	test('ends a pause for the account by a new password, which is all that changes', async () => {
		await saveSmtpSettings(SETTINGS)
		const id = await send(2)
		await phaseIs(id, 'running')
		relay.pause({ reason: 'account', resumeInMs: null, code: 'smtp-auth-failed', reply: '535 5.7.8 no' })
		await phaseIs(id, 'paused')
		expect(outbox.statusOf(id)).toMatchObject({ pause: { code: 'smtp-auth-failed', reply: '535 5.7.8 no' } })

		await saveSmtpSettings({ ...SETTINGS, password: 'hpke1.better' })
		expect((await outbox.useNewPassword(id)).ok).toBe(true)
		await expect.poll(() => relay.posts.length).toBe(2)
		relay.decide()
		await becomes(id, 'done')

		const [first, second] = relay.posts
		expect(second).toEqual({ ...first, smtp: { ...first?.smtp, password: 'hpke1.better' } })
	})

	test('does not give a mailing the password of another account', async () => {
		const id = await send(1)
		await saveSmtpSettings({ ...SETTINGS, host: 'smtp.example.net' })

		expect(await outbox.useNewPassword(id)).toEqual({ ok: false, error: { code: 'account-changed' } })
	})
})

describe('sending again', () => {
	test('gives the failed ones another attempt in the same mailing, once', async () => {
		relay.verdictOf = ({ email, attempt }) =>
			email === 'm2@example.org' && attempt === 1 ? { outcome: 'failed', code: 'mailbox-full' } : undefined
		const id = await send(3)
		await becomes(id, 'done')

		const pressed = await Promise.all([resubmit(id, { status: 'failed' }), resubmit(id, { status: 'failed' })])
		await expect.poll(() => statuses(id), { timeout: 8000 }).toEqual(['sent', 'sent', 'sent'])
		await becomes(id, 'done')

		expect(pressed.map((again) => again.ok && again.value).sort()).toEqual([0, 1])
		expect(relay.posts[1]).toMatchObject({ id, recipients: [{ email: 'm2@example.org', attempt: 2 }] })
		expect(relay.posts[1]?.acceptDuplicateRisk).toBeUndefined()
		expect(relay.deliveries).toHaveLength(3)
	})

	test('never lets a replay take back what a person decided', async () => {
		relay.verdictOf = ({ email, attempt }) =>
			email === 'm1@example.org'
				? { outcome: 'uncertain', code: 'connection-lost' }
				: attempt === 1
					? { outcome: 'failed', code: 'mailbox-full' }
					: undefined
		const id = await send(2)
		await becomes(id, 'done')
		const mailing = await findMailing(id)
		const uncertain = (await listLogs(id)).filter(({ status }) => status === 'uncertain').map((log) => log.id)
		if (mailing) await outbox.markSent(mailing, uncertain)

		await resubmit(id, { status: 'failed' })

		await expect.poll(() => statuses(id), { timeout: 8000 }).toEqual(['sent', 'sent'])
	})
})

describe('two windows', () => {
	test('send one at a time, and both show the truth', async () => {
		relay.automatic = false
		const other = new Outbox()
		const stopOther = other.start()
		const sent = await other.send({ subject: 'AG', body: 'Corps', members: members(2), settings: SETTINGS })
		if (!sent.ok) throw new Error(sent.error.code)
		await phaseIs(sent.value, 'running')
		await expect.poll(() => other.statusOf(sent.value).phase).toBe('running')

		await other.steer(sent.value, 'pause')
		await expect.poll(() => other.statusOf(sent.value).phase).toBe('paused')
		await other.steer(sent.value, 'resume')
		await expect.poll(() => other.statusOf(sent.value).phase).toBe('running')
		stop()
		stop = stopOther
		relay.decide()

		await becomes(sent.value, 'done')
		expect(relay.posts).toHaveLength(1)
		expect(relay.deliveries).toHaveLength(2)
	})
})

vi.setConfig({ testTimeout: 30_000 })
