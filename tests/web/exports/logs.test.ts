import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import { database } from '#web/db/database.ts'
import { openExports, readPreview, takeFile, useExports } from './exports-on-screen.ts'

const mailing = (id: string, createdAt: string): Mailing => ({
	id,
	createdAt,
	subject: `Objet ${id}`,
	text: '',
	html: '',
	accountId: 'default',
	smtp: { host: '', port: 0, security: 'none', username: '', password: '' },
	sender: { email: 'club@example.org' },
	pace: {},
	sandbox: false,
	logging: true,
	progress: 'done',
	total: 2,
	journalEpoch: '',
	run: '',
	lastSeq: 0,
	acceptDuplicateRisk: false
})

const log = (mailingId: string, name: string, extra: Partial<MailingLog> = {}): MailingLog => ({
	id: `${mailingId}-${name}`,
	mailingId,
	recipientId: name as never,
	recipientEmail: `${name}@example.org`,
	recipientName: name,
	subject: `Objet ${mailingId}`,
	status: 'sent',
	messageId: `<${name}@example.org>`,
	error: '',
	timestamp: '2026-11-02T09:05:00.000Z',
	code: '',
	scope: '',
	attempt: 1,
	tries: 1,
	fields: {},
	sandbox: false,
	...extra
})

async function openLogs() {
	await database().mailings.bulkAdd([
		mailing('a', '2026-10-01T09:00:00.000Z'),
		mailing('b', '2026-11-02T09:00:00.000Z')
	])
	const failure = { status: 'failed', code: 'mailbox-full', error: '552 full' } as const
	await database().mailingLogs.bulkAdd([log('a', 'tom'), log('b', 'zoe', failure), log('b', 'ana')])
	await openExports()
	await userEvent.click(page.getByRole('radio', { name: 'Envois' }))
}

const listNames = () =>
	readPreview()
		.slice(1)
		.map((row) => row[2])

describe('the log of mailings, exported', () => {
	useExports()

	test('has a row for each recipient, what became of it in words, the last mailing first', async () => {
		await openLogs()

		await expect.poll(listNames).toEqual(['ana', 'zoe', 'tom'])
		const { name, cells } = await takeFile()
		expect(name).toMatch(/^envois-/)
		expect(cells).toEqual(readPreview())
		expect(cells[2]).toEqual(expect.arrayContaining(['Objet b', 'zoe@example.org', 'échec', '552 full']))
		expect(cells[2]?.[1]).toMatch(/^02\/11\/2026 \d\d:\d\d$/)
	})

	test('is that of one mailing when one is chosen', async () => {
		await openLogs()

		await page.getByLabelText('Envoi', { exact: true }).selectOptions('a')

		await expect.poll(listNames).toEqual(['tom'])
		expect(page.getByLabelText('Du', { exact: true }).query()).toBeNull()
	})

	test('is that of a period when one is given', async () => {
		await openLogs()

		await userEvent.fill(page.getByLabelText('Au', { exact: true }), '2026-10-31')
		await expect.poll(listNames).toEqual(['tom'])
		await userEvent.fill(page.getByLabelText('Du', { exact: true }), '2026-10-30')
		await expect.element(page.getByText(/Aucun message n’a été envoyé dans cette période/)).toBeVisible()
		await userEvent.fill(page.getByLabelText('Du', { exact: true }), '2026-12-01')

		await expect.element(page.getByText(/Cette date est avant la première/)).toBeVisible()
	})
})
