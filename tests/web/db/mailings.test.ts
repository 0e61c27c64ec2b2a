import { describe, expect, test } from 'vitest'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { MemberId } from '#shared/member.ts'
import type { ResultEvent } from '#shared/wire/event.ts'
import { database } from '#web/db/database.ts'
import { readDraft, saveDraft } from '#web/db/drafts.ts'
import { applyResults, attemptsOf, clearLogs, closeMailing, countLogs, listLogs } from '#web/db/mailing-logs.ts'
import { addMailing, findMailing, listOpenMailings } from '#web/db/mailings.ts'
import { readSmtpSettings, saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { DEFAULT_SMTP_SETTINGS } from '#shared/smtp-settings.ts'
import { useFreshDatabase } from '../../support/database.ts'

const MAILING: Mailing = {
	id: 'mailing-1',
	createdAt: '2026-11-22T18:00:00.000Z',
	subject: 'Assemblée générale',
	text: 'Samedi',
	html: '<p>Samedi</p>',
	accountId: 'default',
	smtp: { host: 'smtp.example.org', port: 587, security: 'starttls', username: 'u', password: '' },
	sender: { email: 'club@example.org' },
	pace: {},
	sandbox: false,
	logging: true,
	progress: 'open',
	total: 2,
	journalEpoch: '',
	run: '',
	lastSeq: 0,
	acceptDuplicateRisk: false
}

const log = (id: string): MailingLog => ({
	id,
	mailingId: MAILING.id,
	recipientId: `member-${id}` as MemberId,
	recipientEmail: `${id}@example.org`,
	recipientName: id,
	subject: MAILING.subject,
	status: 'submitted',
	messageId: '',
	error: '',
	timestamp: MAILING.createdAt,
	code: '',
	scope: '',
	attempt: 1,
	tries: 0,
	fields: {},
	sandbox: false
})

const result = (recipientId: string, fields: Partial<ResultEvent> = {}): ResultEvent => ({
	type: 'result',
	seq: 2,
	recipientId,
	attempt: 1,
	outcome: 'sent',
	messageId: '<1@example.org>',
	tries: 1,
	at: '2026-11-22T18:00:01.000Z',
	...fields
})

describe('mailings and their log', () => {
	useFreshDatabase()

	test('keeps a mailing and all its recipients, or nothing', async () => {
		await addMailing(MAILING, [log('a'), log('b')])

		await expect(addMailing({ ...MAILING, id: 'mailing-2' }, [log('c'), log('a')])).rejects.toThrow()

		expect((await listOpenMailings()).map(({ id }) => id)).toEqual(['mailing-1'])
		expect(await database().mailingLogs.count()).toBe(2)
	})

	test('writes results and how far the run was followed, harmless when repeated', async () => {
		await addMailing(MAILING, [log('a'), log('b')])
		const results = [result('a'), result('b', { outcome: 'failed', code: 'address-unknown', reply: '550 no' })]

		await applyResults(MAILING.id, results, { run: 'r1', lastSeq: 3 })
		await applyResults(MAILING.id, results, { run: 'r1', lastSeq: 3 })

		expect(await countLogs(MAILING.id)).toEqual({ submitted: 0, sent: 1, failed: 1, uncertain: 0, cancelled: 0 })
		expect(await findMailing(MAILING.id)).toMatchObject({ run: 'r1', lastSeq: 3 })
		expect((await listLogs(MAILING.id)).find(({ id }) => id === 'b')).toMatchObject({
			error: '550 no',
			code: 'address-unknown'
		})
	})

	test('never lets an older attempt or another mailing overwrite a row', async () => {
		await addMailing(MAILING, [{ ...log('a'), attempt: 2 }])

		await applyResults(MAILING.id, [result('a', { outcome: 'failed' })], { run: 'r1', lastSeq: 2 })
		await applyResults('other', [result('a', { attempt: 3 })], { run: 'r1', lastSeq: 2 })

		expect((await listLogs(MAILING.id))[0]?.status).toBe('submitted')
	})

	test('writes many results that come together, in any order, told before or not', async () => {
		const ids = Array.from({ length: 100 }, (_, n) => String(n).padStart(3, '0'))
		await addMailing(MAILING, ids.map(log))
		await applyResults(MAILING.id, [result('007', { outcome: 'failed' })], { run: 'r', lastSeq: 2 })

		const results = ids.slice(0, 90).map((id) => result(id))
		await applyResults(MAILING.id, results.toReversed(), { run: 'r', lastSeq: 92 })

		expect(await countLogs(MAILING.id)).toMatchObject({ submitted: 10, sent: 89, failed: 1 })
	})

	test('ends at the last attempt when several come together', async () => {
		await addMailing(MAILING, [log('a')])

		const results = [result('a', { outcome: 'failed' }), result('a', { attempt: 2 })]
		await applyResults(MAILING.id, results, { run: 'r', lastSeq: 3 })
		await applyResults(MAILING.id, results.toReversed(), { run: 's', lastSeq: 3 })

		expect((await listLogs(MAILING.id))[0]).toMatchObject({ status: 'sent', attempt: 2 })
	})

	test('keeps the server’s words when a replay has them no more', async () => {
		await addMailing(MAILING, [log('a')])
		const failed = { outcome: 'failed', code: 'address-unknown' } as const
		await applyResults(MAILING.id, [result('a', { ...failed, reply: '550 no such user' })], { run: 'r', lastSeq: 2 })

		await applyResults(MAILING.id, [result('a', { ...failed, replayed: true })], { run: 's', lastSeq: 2 })

		expect((await listLogs(MAILING.id))[0]?.error).toBe('550 no such user')
	})

	test('counts who has no result at the end as cancelled', async () => {
		await addMailing(MAILING, [log('a'), log('b')])
		await applyResults(MAILING.id, [result('a')], { run: 'r', lastSeq: 2 })

		await closeMailing(MAILING.id, { cancelled: true, open: attemptsOf([log('a'), log('b')]) })

		expect(await countLogs(MAILING.id)).toMatchObject({ sent: 1, cancelled: 1, submitted: 0 })
		expect(await listOpenMailings()).toEqual([])
	})

	test('does not end while somebody waits who was not meant', async () => {
		await addMailing(MAILING, [log('a'), { ...log('b'), attempt: 2 }])

		const closed = await closeMailing(MAILING.id, { cancelled: true, open: attemptsOf([log('a'), log('b')]) })

		expect(closed).toEqual({ ok: true, value: false })
		expect(await countLogs(MAILING.id)).toMatchObject({ submitted: 1, cancelled: 1 })
		expect((await findMailing(MAILING.id))?.progress).toBe('open')
	})

	test('clears what names people, and keeps what happened', async () => {
		await addMailing(MAILING, [log('a')])
		await applyResults(MAILING.id, [result('a')], { run: 'r', lastSeq: 2 })

		await clearLogs(MAILING.id)

		expect((await listLogs(MAILING.id))[0]).toMatchObject({
			status: 'sent',
			recipientEmail: '',
			recipientName: '',
			subject: '',
			error: ''
		})
	})
})

describe('settings and draft', () => {
	useFreshDatabase()

	test('keeps the SMTP account under the keys of the seed, as texts with their time', async () => {
		await saveSmtpSettings({
			...DEFAULT_SMTP_SETTINGS,
			host: 'smtp.example.org',
			port: 465,
			security: 'tls',
			hourlyLimit: 200,
			logging: false
		})

		const rows = await database().settings.toArray()
		const valuesByKey = Object.fromEntries(rows.map(({ key, value }) => [key, value]))
		expect(valuesByKey).toMatchObject({
			smtp_host: 'smtp.example.org',
			smtp_port: '465',
			smtp_security: 'tls',
			smtp_batch_size: '10',
			smtp_batch_delay: '1000',
			smtp_max_retries: '2',
			smtp_enable_logging: 'false'
		})
		expect(rows.every(({ updatedAt }) => !Number.isNaN(Date.parse(updatedAt)))).toBe(true)
		expect(await readSmtpSettings()).toMatchObject({ port: 465, security: 'tls', hourlyLimit: 200, logging: false })
	})

	test('has defaults for what was never set or cannot be read', async () => {
		await database().settings.bulkPut([
			{ key: 'smtp_port', value: 'abc', updatedAt: '' },
			{ key: 'smtp_security', value: 'ssl', updatedAt: '' }
		])

		expect(await readSmtpSettings()).toEqual(DEFAULT_SMTP_SETTINGS)
	})

	test('keeps each part of the draft on its own', async () => {
		await saveDraft({ subject: 'AG' })
		await saveDraft({ recipientIds: ['m1' as MemberId] })

		expect(await readDraft()).toMatchObject({ subject: 'AG', body: '', recipientIds: ['m1'] })
	})
})
