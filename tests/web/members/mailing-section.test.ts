import { afterEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { cleanup, render } from 'vitest-browser-svelte'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { MemberId } from '#shared/member.ts'
import { DEFAULT_SMTP_SETTINGS, wireSettings } from '#shared/smtp-settings.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { database } from '#web/db/database.ts'
import MailingSection from '#web/members/sections/MailingSection.svelte'

useFreshDatabase()
afterEach(() => cleanup())

const ZOE = 'zoe' as MemberId

async function add(id: string, day: string, log: Partial<MailingLog> | undefined, over: Partial<Mailing> = {}) {
	const createdAt = `2026-${day}T09:00:00.000Z`
	const { smtp, sender, pace } = wireSettings({ ...DEFAULT_SMTP_SETTINGS, host: 'smtp.example.org' })
	await database().mailings.add({
		...{ id, createdAt, subject: id, text: '', html: '', smtp, sender, pace, accountId: 'default', sandbox: false },
		...{
			logging: true,
			progress: 'done',
			total: 1,
			journalEpoch: 'e',
			run: 'r',
			lastSeq: 2,
			acceptDuplicateRisk: false
		},
		...over
	})
	if (!log) return
	await database().mailingLogs.add({
		...{
			id: `${id}-1`,
			mailingId: id,
			recipientId: 'tom' as MemberId,
			recipientEmail: '',
			recipientName: '',
			subject: id
		},
		...{ status: 'sent', messageId: '', error: '', timestamp: createdAt, code: '', scope: '', attempt: 1, tries: 1 },
		...{ fields: {}, sandbox: false },
		...log
	})
}

describe('what a member was sent', () => {
	test('is listed, the latest first, also with his household, failed, or on paper; each leads to its page', async () => {
		await add('Loto', '10-02', { recipientId: ZOE, status: 'failed' })
		await add('AG', '11-22', { alsoFor: [ZOE] })
		await add('Lettre', '09-01', undefined, { letters: [{ memberId: ZOE, name: 'Zoé' }] })
		await add('Autre', '11-30', {})

		await render(MailingSection, { memberId: ZOE, hrefOf: (id) => `/mailing/envoi?id=${id}` })
		await page.getByText('Envois reçus').click()

		const rows = page.getByRole('listitem')
		await expect
			.poll(() => rows.elements().map((row) => row.querySelector('a')?.textContent))
			.toEqual(['AG', 'Loto', 'Lettre'])
		await expect.element(rows.nth(1).getByText('échec')).toBeVisible()
		await expect.element(page.getByRole('link', { name: 'AG' })).toHaveAttribute('href', '/mailing/envoi?id=AG')
	})

	test('is no section where there is nothing', async () => {
		await add('Autre', '11-30', {})

		await render(MailingSection, { memberId: ZOE, hrefOf: () => '#' })

		await expect.poll(() => document.querySelector('details')).toBeNull()
	})
})
