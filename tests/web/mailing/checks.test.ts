import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { SETTINGS } from '#tests/support/outbox-bench.ts'
import { useMailingDesk } from '#tests/support/mailing-desk.ts'
import { mailingOf } from '#tests/support/whole-club.ts'
import { database } from '#web/db/database.ts'
import { addAccount, saveAccountSettings } from '#web/db/smtp-accounts.ts'
import { countAhead, listSpent } from '#web/outbox/account-use.ts'
import { unwrap } from '#tests/support/unwrap.ts'

const desk = useMailingDesk()
const FINE = { subject: 'Assemblée générale', body: 'Bonjour {{prenom}}, à bientôt à la salle des fêtes.' }
const confirmation = () => page.getByRole('dialog', { name: /^Envoyer à/ })

/** Far enough that it is no other day anywhere. */
const DAY_TO_COME = `${new Date().getFullYear() + 1}-06-15`

describe('Avant l’envoi', () => {
	test('says how it leaves, and folds what is good into one line', async () => {
		await desk.open(3, FINE)
		await desk.press('Envoyer')

		await expect.element(confirmation().getByText(/3 messages d’une traite, fini vers/)).toBeVisible()
		await expect.element(confirmation().getByText(/^Rien à signaler\s: liens, dates/)).toBeVisible()
		expect(
			confirmation()
				.getByText(/^À regarder/)
				.elements()
		).toEqual([])
	})

	test('says the waves of a limit, what left before counted in', async () => {
		await desk.open(5, FINE, { ...SETTINGS, hourlyLimit: 3, batchDelayMs: 0 })
		const { mailing, log } = mailingOf('before', { createdAt: new Date().toISOString() })
		await database().mailings.add(mailing)
		await database().mailingLogs.add({ ...log, status: 'sent', timestamp: new Date().toISOString() })
		await desk.press('Envoyer')

		await expect.element(confirmation().getByText(/5 messages, 3 par heure\s: 2 vagues, fini vers/)).toBeVisible()
	})

	test('says them for the time that is chosen', async () => {
		await desk.open(5, FINE, { ...SETTINGS, hourlyLimit: 3, batchDelayMs: 0 })
		await desk.press('Envoyer')

		await confirmation()
			.getByRole('radio', { name: /Plus tard/ })
			.click()
		await confirmation().getByLabelText('Jour', { exact: true }).fill(DAY_TO_COME)
		await confirmation().getByLabelText('Heure', { exact: true }).fill('18:00')

		await expect.element(confirmation().getByText(/2 vagues, fini vers .*\b15\b.* 19:00/)).toBeVisible()
	})

	test('points at what is odd and sends all the same', async () => {
		const body = 'Bonjour {{prenom}}, voir www.club.example. Le bulletin est ci-joint, à bientôt à tous.'
		await desk.open(1, { ...FINE, body })
		await desk.press('Envoyer')

		await expect.element(confirmation().getByText('www.club.example ne sera pas cliquable partout.')).toBeVisible()
		await expect.element(confirmation().getByText(/Le texte dit «\sci-joint\s»/)).toBeVisible()
		await expect.element(confirmation().getByText(/^Rien à signaler\s: dates/)).toBeVisible()
		await desk.press("Confirmer l'envoi")

		await expect.poll(() => desk.relay.posts.length).toBe(1)
	})

	test('tells it in the form too, folded', async () => {
		await desk.open(1, { ...FINE, subject: 'GRAND LOTO DU CLUB' })

		await page.getByText('Avant l’envoi : un point à regarder').click()

		await expect.element(page.getByText('L’objet est tout en capitales.')).toBeVisible()
	})
})

describe('Compte d’envoi', () => {
	test('is asked only where there are several, and is the one that sends', async () => {
		const { id } = unwrap(await addAccount('Section judo'))
		await saveAccountSettings(id, { ...SETTINGS, host: 'smtp.judo.example', from: 'judo@example.org' })
		await desk.open(1, FINE)

		await page.getByLabelText('Compte d’envoi').selectOptions(id)
		await desk.send()

		expect(desk.relay.posts[0]).toMatchObject({
			smtp: { host: 'smtp.judo.example' },
			sender: { email: 'judo@example.org' }
		})
		expect(await database().mailings.toCollection().first()).toMatchObject({ accountId: id })
	})

	test('is not asked where there is one', async () => {
		await desk.open(1, FINE)

		expect(page.getByLabelText('Compte d’envoi').elements()).toEqual([])
	})
})

describe('listSpent', () => {
	test('counts what left by the same account in the last day, and nothing else', async () => {
		const now = Date.parse('2026-12-01T12:00:00Z')
		const at = (hoursAgo: number) => new Date(now - hoursAgo * 3_600_000).toISOString()
		const add = async (id: string, fields: object, log: object) => {
			const row = mailingOf(id, { createdAt: at(3), ...fields })
			await database().mailings.add(row.mailing)
			await database().mailingLogs.add({ ...row.log, ...log })
		}
		await add('sent', {}, { status: 'sent', timestamp: at(2) })
		await add('uncertain', { createdAt: at(200) }, { status: 'uncertain', timestamp: at(23) })
		await add('failed', {}, { status: 'failed', timestamp: at(1) })
		await add('old', {}, { status: 'sent', timestamp: at(25) })
		await add(
			'other',
			{ smtp: { ...mailingOf('x').mailing.smtp, username: 'x' } },
			{ status: 'sent', timestamp: at(1) }
		)

		expect((await listSpent(SETTINGS, now)).sort()).toEqual([Date.parse(at(23)), Date.parse(at(2))])
	})
})

describe('countAhead', () => {
	const soon = Date.parse('2026-12-01T12:00:00Z')
	const add = async (id: string, fields: object, log: object = {}) => {
		const row = mailingOf(id, fields)
		await database().mailings.add(row.mailing)
		await database().mailingLogs.add({ ...row.log, status: 'submitted', ...log })
	}

	test('counts what has yet to leave by the same account before', async () => {
		await add('open', { progress: 'open' })
		await add('scheduled', { progress: 'scheduled', sendAt: '2026-12-01T11:00:00Z' })

		expect(await countAhead(SETTINGS, soon)).toBe(2)
	})

	test.each([
		['has left', { progress: 'open' }, { status: 'sent' }],
		['leaves later', { progress: 'scheduled', sendAt: '2026-12-01T13:00:00Z' }, {}],
		['waits for a yes', { progress: 'waiting' }, {}],
		['stands still', { progress: 'open', standing: { reason: 'breaker' } }, {}],
		['is being cancelled', { progress: 'open', wish: 'cancel' }, {}],
		['goes out by another account', { progress: 'open', smtp: { ...mailingOf('x').mailing.smtp, username: 'x' } }, {}]
	])('leaves out what %s', async (_, fields, log) => {
		await add('other', fields, log)

		expect(await countAhead(SETTINGS, soon)).toBe(0)
	})
})
