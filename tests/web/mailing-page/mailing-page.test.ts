import { afterEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { cleanup, render } from 'vitest-browser-svelte'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { MemberId } from '#shared/member.ts'
import { DEFAULT_SMTP_SETTINGS, wireSettings } from '#shared/smtp-settings.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { numberedMembers } from '#tests/support/outbox-bench.ts'
import { database } from '#web/db/database.ts'
import { readDraft, saveDraft } from '#web/db/drafts.ts'
import MailingPage from '#web/mailing-page/MailingPage.svelte'
import JournalScreen from '#web/mailing-page/JournalScreen.svelte'

useFreshDatabase()
afterEach(() => {
	cleanup()
	vi.restoreAllMocks()
})

const AT = '2026-11-22T18:00:00.000Z'

function mailing(id: string, over: Partial<Mailing> = {}): Mailing {
	return {
		...{ id, createdAt: AT, subject: 'AG du club', text: 'Cher {{prenom}}', html: '<p>Cher {{prenom}}</p>' },
		...wireSettings({ ...DEFAULT_SMTP_SETTINGS, host: 'smtp.example.org', from: 'club@example.org' }),
		...{ accountId: 'default', sandbox: false, logging: true, progress: 'done', total: 3, journalEpoch: 'epoch' },
		...{ run: 'run', lastSeq: 3, acceptDuplicateRisk: false },
		...over
	}
}

function log(n: number, over: Partial<MailingLog> = {}): MailingLog {
	return {
		...{ id: `log-${n}`, mailingId: 'm', recipientId: `member-${n}` as MemberId, recipientEmail: `m${n}@example.org` },
		...{ recipientName: `Zoé${n} Lefèvre`, subject: 'AG du club', status: 'sent', messageId: `<${n}@club>`, error: '' },
		...{ timestamp: AT, code: '', scope: '', attempt: 1, tries: 1, fields: { prenom: `Zoé${n}` }, sandbox: false },
		...over
	}
}

const FAILED = log(2, { status: 'failed', code: 'address-unknown', error: '550 5.1.1 User unknown', tries: 2 })
const UNCERTAIN = log(3, { status: 'uncertain', code: 'connection-lost' })

async function open(logs: MailingLog[], over: Partial<Mailing> = {}) {
	await database().members.bulkPut(numberedMembers(4))
	await database().mailings.add(mailing('m', { total: logs.length, ...over }))
	await database().mailingLogs.bulkAdd(logs)
	const onreuse = vi.fn()
	await render(MailingPage, { id: 'm', mailingHref: '#', journalHref: '#', onreuse })
	await expect.element(page.getByRole('heading', { name: 'AG du club', level: 1 })).toBeVisible()
	return { onreuse }
}

const list = () => page.getByRole('list', { name: 'Destinataires' })
const row = (name: string) => list().getByRole('listitem').filter({ hasText: name })

describe('the page of a mailing', () => {
	test('says of each recipient what became of it, and on a closer look why, in the server’s words too', async () => {
		await open([log(1), FAILED])

		await expect.element(row('Zoé1').getByText('envoyé')).toBeVisible()
		await row('Zoé2').getByText('échec').click()

		await expect.element(row('Zoé2').getByText(/Cette adresse n’existe pas/)).toBeVisible()
		await expect.element(row('Zoé2').getByText(/550 5\.1\.1 User unknown/)).toBeVisible()
		await expect.element(row('Zoé2').getByText('<2@club>')).toBeVisible()
		await expect.element(row('Zoé2').getByText('2', { exact: true })).toBeVisible()
	})

	test('finds by name and address, and by outcome', async () => {
		await open([log(1), FAILED, UNCERTAIN])

		await page.getByRole('searchbox').fill('m2@ LEFEVRE')
		await expect.poll(() => list().getByRole('listitem').elements().length).toBe(1)
		await page.getByRole('searchbox').fill('')
		await page.getByLabelText('Résultat').selectOptions('uncertain')

		await expect.element(row('Zoé3')).toBeVisible()
		await expect.poll(() => list().getByRole('listitem').elements().length).toBe(1)
	})

	test('takes a person’s word for an uncertain one', async () => {
		await open([log(1), UNCERTAIN])

		await row('Zoé3').getByText('incertain').click()
		await page.getByRole('button', { name: 'Marquer comme envoyé' }).click()

		await expect.element(page.getByText('2 envoyés')).toBeVisible()
	})

	test('names household and guardian, who gets a letter, and the copy to oneself', async () => {
		const guardian = { id: 'g', memberId: 'member-1' as MemberId, place: 1 as const, name: 'Anne Lefèvre' }
		await database().guardians.add({ ...guardian, relation: '', email: '', phone: '', rights: [] })
		await open(
			[
				log(1, { alsoFor: ['member-2' as MemberId], guardianId: 'g' }),
				log(9, { id: 'copy-m', copy: true, recipientName: '' })
			],
			{
				letters: [{ memberId: 'member-4' as MemberId, name: 'Zoé4 Lefèvre' }]
			}
		)

		await row('Zoé1').getByText('envoyé').click()

		await expect.element(row('Zoé1').getByText('Anne Lefèvre')).toBeVisible()
		await expect.element(row('Zoé1').getByText('Lefèvre Zoé2')).toBeVisible()
		await expect.element(list().getByText('Copie pour l’expéditeur')).toBeVisible()
		await page.getByText('1 lettre à remettre sur papier').click()
		await expect.element(page.getByText('Zoé4 Lefèvre')).toBeVisible()
	})

	test('shows what was written, as one of them read it', async () => {
		await open([log(1)])

		await page.getByText('Texte seul').click()

		await expect.element(page.getByText('Cher Zoé1')).toBeVisible()
	})

	test('begins a new draft for the same people; what stood there is put aside', async () => {
		await saveDraft({ subject: 'Autre', body: 'chose' })
		const { onreuse } = await open([log(1, { alsoFor: ['member-3' as MemberId] }), FAILED])

		await page.getByRole('button', { name: 'Réutiliser' }).click()

		await expect.poll(() => onreuse.mock.calls.length).toBe(1)
		expect(await readDraft()).toMatchObject({
			...{ subject: 'AG du club', body: 'Cher {{prenom}}' },
			recipientIds: ['member-1', 'member-3', 'member-2']
		})
		expect(await database().drafts.count()).toBe(2)
	})

	test('of a mailing that is not there says so and leads on', async () => {
		await render(MailingPage, { id: 'other', mailingHref: '#', journalHref: '#', onreuse: () => undefined })

		await expect
			.element(page.getByRole('heading', { level: 1 }))
			.toHaveTextContent('Cet envoi n’est plus dans le journal')
	})
})

describe('the list of past mailings', () => {
	async function openJournal() {
		await database().mailings.bulkAdd([
			mailing('m'),
			mailing('loto', { subject: 'Loto de Noël', createdAt: '2026-10-02T08:00:00.000Z' }),
			mailing('open', { subject: 'En cours', progress: 'open' })
		])
		await database().mailingLogs.bulkAdd([log(1), { ...log(2), id: 'loto-2', mailingId: 'loto' }])
		const onopen = vi.fn()
		await render(JournalScreen, { mailingHref: '#', onopen })
		return onopen
	}
	const found = () => page.getByRole('list', { name: 'Journal des envois' }).getByRole('listitem')

	test.each([
		['a subject', 'noel', 'Loto de Noël'],
		['a person', 'zoe2 lefevre', 'Loto de Noël'],
		['an address', 'm1@example', 'AG du club'],
		['a day', '02/10/2026', 'Loto de Noël'],
		['a month', 'novembre 2026', 'AG du club']
	])('is searched by %s', async (_, search, subject) => {
		const onopen = await openJournal()
		await expect.poll(() => found().elements().length).toBe(2)

		await page.getByRole('searchbox').fill(search)

		await expect.poll(() => found().elements().length).toBe(1)
		await expect.element(found().getByText(subject)).toBeVisible()
		await found().getByRole('button').click()
		expect(onopen).toHaveBeenCalledOnce()
	})

	test('says when nothing is found', async () => {
		await openJournal()

		await page.getByRole('searchbox').fill('zzz')

		await expect.element(page.getByText(/Aucun envoi ne correspond à «\szzz\s»/)).toBeVisible()
	})
})
