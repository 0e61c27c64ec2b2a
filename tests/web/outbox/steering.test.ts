import { beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_OPTIONS } from '#shared/mailing-options.ts'
import { findMailing } from '#web/db/mailings.ts'
import { addAccount, saveAccountSettings } from '#web/db/smtp-accounts.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { Outbox } from '#web/outbox/outbox.svelte.ts'
import { resubmit } from '#web/outbox/resubmit.ts'
import { numberedMembers, SETTINGS, useOutboxBench } from '../../support/outbox-bench.ts'
import { unwrap } from '../../support/unwrap.ts'

const bench = useOutboxBench()

describe('steering', () => {
	beforeEach(() => (bench.relay.automatic = false))

	test('pauses at the relay, shows it once that has answered, and goes on', async () => {
		const id = await bench.send(3)
		await bench.phaseIs(id, 'running')

		await bench.outbox.steer(id, 'pause')
		await bench.phaseIs(id, 'paused')
		expect(bench.outbox.statusOf(id)).toMatchObject({ pause: { reason: 'user', resumeAt: null } })
		expect((await findMailing(id))?.wish).toBeUndefined()

		await bench.outbox.steer(id, 'resume')
		await bench.phaseIs(id, 'running')
		bench.relay.decide()
		await bench.becomes(id, 'done')
	})

	test('finds a paused mailing paused after a reload, and does not start it', async () => {
		const id = await bench.send(3)
		await bench.phaseIs(id, 'running')
		await bench.outbox.steer(id, 'pause')
		await bench.phaseIs(id, 'paused')

		bench.reload()
		await bench.phaseIs(id, 'paused')

		expect(bench.relay.posts).toHaveLength(1)
		expect(bench.outbox.statusOf(id)).toMatchObject({ pause: { reason: 'user' } })
	})

	test('cancels, and says of everybody what became of him', async () => {
		const id = await bench.send(3)
		await bench.phaseIs(id, 'running')
		bench.relay.decide(1)
		await expect.poll(() => bench.statuses(id)).toContain('sent')

		await bench.outbox.steer(id, 'cancel')
		await bench.becomes(id, 'cancelled')

		expect(await bench.statuses(id)).toEqual(['cancelled', 'cancelled', 'sent'])
	})

	test('remembers what was asked while the relay is away, and nothing leaves against it', async () => {
		const id = await bench.send(3)
		await bench.phaseIs(id, 'running')
		bench.relay.away = true
		await bench.outbox.steer(id, 'cancel')
		await bench.phaseIs(id, 'waiting')
		bench.relay.restart()
		bench.reload()

		bench.relay.automatic = true
		bench.relay.away = false
		await bench.becomes(id, 'cancelled')

		expect(bench.relay.requests.findIndex((line) => line.endsWith('/cancel'))).toBeLessThan(
			bench.relay.requests.lastIndexOf('POST /mailings')
		)
		expect(bench.relay.deliveries).toEqual([])
	})

	test('cancels also what was on its way when the relay said that it knew nothing of it', async () => {
		bench.relay.refusals.push(...Array.from({ length: 9 }, () => 'unreachable' as const))
		const id = await bench.send(3)
		await expect.poll(() => bench.relay.posts.length).toBeGreaterThan(0)
		await bench.outbox.steer(id, 'cancel')
		await expect.poll(() => bench.relay.requests.filter((line) => line.endsWith('/cancel')).length).toBeGreaterThan(0)
		expect((await findMailing(id))?.progress).toBe('open')

		bench.relay.refusals.splice(0)
		const [late] = bench.relay.posts
		if (late) bench.relay.arrive(late)
		bench.outbox.wake(id)
		await bench.becomes(id, 'cancelled')
		bench.relay.decide()

		expect(await bench.statuses(id)).toEqual(['cancelled', 'cancelled', 'cancelled'])
		expect(bench.relay.deliveries).toEqual([])
	})

	test('cancels here alone what never left', async () => {
		bench.relay.away = true
		const id = await bench.send(2)
		await bench.phaseIs(id, 'waiting')

		await bench.outbox.steer(id, 'cancel')
		await bench.becomes(id, 'cancelled')

		expect(bench.relay.posts).toEqual([])
	})

	test('ends a pause for the account by a new password, which is all that changes', async () => {
		await saveSmtpSettings(SETTINGS)
		const id = await bench.send(2)
		await bench.phaseIs(id, 'running')
		bench.relay.pause({ reason: 'account', resumeInMs: null, code: 'smtp-auth-failed', reply: '535 5.7.8 no' })
		await bench.phaseIs(id, 'paused')
		expect(bench.outbox.statusOf(id)).toMatchObject({ pause: { code: 'smtp-auth-failed', reply: '535 5.7.8 no' } })

		await saveSmtpSettings({ ...SETTINGS, password: 'hpke1.better' })
		expect(await bench.outbox.renewPassword(id)).toEqual({ ok: true, value: true })
		await expect.poll(() => bench.relay.posts.length).toBe(2)
		bench.relay.decide()
		await bench.becomes(id, 'done')

		const [first, second] = bench.relay.posts
		expect(second).toEqual({ ...first, smtp: { ...first?.smtp, password: 'hpke1.better' } })
	})

	test('gives a mailing the password of its own account', async () => {
		bench.relay.automatic = false
		const { id: accountId } = unwrap(await addAccount('Section judo'))
		const settings = { ...SETTINGS, host: 'smtp.judo.example' }
		const options = { ...DEFAULT_OPTIONS, accountId }
		const id = await bench.confirm({ subject: 'AG', body: 'x', members: numberedMembers(1), settings, options })

		await saveSmtpSettings({ ...SETTINGS, password: 'hpke1.other' })
		await saveAccountSettings(accountId, { ...settings, password: 'hpke1.better' })
		expect(await bench.outbox.renewPassword(id)).toEqual({ ok: true, value: true })

		expect((await findMailing(id))?.smtp).toMatchObject({ host: 'smtp.judo.example', password: 'hpke1.better' })
	})

	test('does not give a mailing the password of another account', async () => {
		const id = await bench.send(1)
		await saveSmtpSettings({ ...SETTINGS, host: 'smtp.example.net' })

		expect(await bench.outbox.renewPassword(id)).toEqual({ ok: false, error: { code: 'account-changed' } })
	})
})

describe('sending again', () => {
	test('gives the failed ones another attempt in the same mailing, once', async () => {
		bench.relay.verdictOf = ({ email, attempt }) =>
			email === 'm2@example.org' && attempt === 1 ? { outcome: 'failed', code: 'mailbox-full' } : undefined
		const id = await bench.send(3)
		await bench.becomes(id, 'done')

		const pressed = await Promise.all([resubmit(id, { status: 'failed' }), resubmit(id, { status: 'failed' })])
		await bench.becomeStatuses(id, ['sent', 'sent', 'sent'])
		await bench.becomes(id, 'done')

		expect(pressed.map((again) => again.ok && again.value).sort()).toEqual([0, 1])
		expect(bench.relay.posts[1]).toMatchObject({ id, recipients: [{ email: 'm2@example.org', attempt: 2 }] })
		expect(bench.relay.posts[1]?.acceptDuplicateRisk).toBeUndefined()
		expect(bench.relay.deliveries).toHaveLength(3)
	})

	test('never lets a replay take back what a person decided', async () => {
		bench.relay.verdictOf = ({ email, attempt }) =>
			email === 'm1@example.org'
				? { outcome: 'uncertain', code: 'connection-lost' }
				: attempt === 1
					? { outcome: 'failed', code: 'mailbox-full' }
					: undefined
		const id = await bench.send(2)
		await bench.becomes(id, 'done')
		const mailing = await findMailing(id)
		const uncertain = await bench.idsWith(id, 'uncertain')
		if (mailing) await bench.outbox.markSent(mailing, uncertain)

		await resubmit(id, { status: 'failed' })

		await bench.becomeStatuses(id, ['sent', 'sent'])
	})
})

describe('sending again while the rest is still under way', () => {
	test('waits for nothing, and loses nobody', async () => {
		bench.relay.automatic = false
		bench.relay.verdictOf = ({ email, attempt }) =>
			email === 'm1@example.org' && attempt === 1 ? { outcome: 'failed', code: 'mailbox-full' } : undefined
		const id = await bench.send(3)
		await bench.phaseIs(id, 'running')
		bench.relay.decide(1)
		await expect.poll(() => bench.statuses(id)).toContain('failed')

		await resubmit(id, { status: 'failed' })
		bench.relay.decide()
		await expect.poll(() => bench.relay.posts.length).toBe(2)
		bench.relay.decide()
		await bench.becomes(id, 'done')

		expect(await bench.statuses(id)).toEqual(['sent', 'sent', 'sent'])
		expect([...bench.relay.deliveries].sort()).toEqual(['m1@example.org', 'm2@example.org', 'm3@example.org'])
	})
})

describe('two windows', () => {
	test('send one at a time, and both show the truth', async () => {
		bench.relay.automatic = false
		const other = new Outbox()
		const stopOther = other.start()
		const sent = await other.send({ subject: 'AG', body: 'Corps', members: numberedMembers(2), settings: SETTINGS })
		if (!sent.ok) throw new Error(sent.error.code)
		await bench.phaseIs(sent.value, 'running')
		await expect.poll(() => other.statusOf(sent.value).phase).toBe('running')

		await other.steer(sent.value, 'pause')
		await expect.poll(() => other.statusOf(sent.value).phase).toBe('paused')
		await other.steer(sent.value, 'resume')
		await expect.poll(() => other.statusOf(sent.value).phase).toBe('running')
		bench.stop()
		bench.stop = stopOther
		bench.relay.decide()

		await bench.becomes(sent.value, 'done')
		expect(bench.relay.posts).toHaveLength(1)
		expect(bench.relay.deliveries).toHaveLength(2)
	})
})
