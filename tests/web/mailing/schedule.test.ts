import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { localDay } from '#shared/departure.ts'
import { useMailingDesk } from '#tests/support/mailing-desk.ts'
import { database } from '#web/db/database.ts'
import { readDraft } from '#web/db/drafts.ts'
import { listMailings } from '#web/db/mailings.ts'

const desk = useMailingDesk()
const WRITTEN = { subject: 'AG', body: 'Cher {{prenom}}' }
const DAY_MS = 86_400_000

const box = () => page.getByRole('region', { name: 'Boîte d’envoi' })
const dialog = () => page.getByRole('dialog', { name: /Envoyer à/ })
const inDays = (days: number) => localDay(new Date(Date.now() + days * DAY_MS))

/** Confirms what is written for a day to come. */
async function schedule(day: string, time = '18:30') {
	await desk.press('Envoyer')
	await dialog()
		.getByRole('radio', { name: /Plus tard/ })
		.click()
	await dialog().getByLabelText('Jour').fill(day)
	await dialog().getByLabelText('Heure').fill(time)
	await desk.press("Confirmer l'envoi")
}

describe('Envoyer, later', () => {
	test('keeps it for that time, says what the device must do, and clears the desk', async () => {
		await desk.open(2, WRITTEN)
		await expect.element(box()).not.toBeInTheDocument()

		await schedule(inDays(1))

		await expect.element(box().getByText('1 envoi programmé')).toBeVisible()
		await expect.element(box().getByText(/2 destinataires · part .* à 18:30/)).toBeVisible()
		await expect.element(box().getByText(/Cet appareil doit être allumé/)).toBeVisible()
		await expect.element(box().getByRole('heading', { name: 'AG' })).toHaveFocus()
		await expect.element(desk.subject).toHaveValue('')
		expect(desk.relay.posts).toEqual([])
	})

	test('says so where the time has passed, and keeps what was chosen', async () => {
		await desk.open(1, WRITTEN)

		await schedule(inDays(-1))

		await expect.element(dialog().getByText(/Ce moment est déjà passé\. Choisissez une heure à venir/)).toBeVisible()
		await expect.element(dialog().getByLabelText('Jour')).toHaveValue(inDays(-1))
		expect(await listMailings()).toEqual([])
		await dialog().getByLabelText('Jour').fill(inDays(2))
		await desk.press("Confirmer l'envoi")
		await expect.element(box()).toBeVisible()
	})

	test('works without a relay, which is needed then only', async () => {
		await desk.open(1, WRITTEN)
		desk.relay.away = true

		await schedule(inDays(1))

		await expect.element(box().getByText('1 envoi programmé')).toBeVisible()
	})
})

describe('a scheduled mailing', () => {
	test('gets another time', async () => {
		await desk.open(1, WRITTEN)
		await schedule(inDays(1))

		await desk.press('Changer l’heure')
		await box().getByLabelText('Heure').fill('07:15')
		await desk.press('Programmer')

		await expect.element(box().getByText(/part .* à 07:15/)).toBeVisible()
	})

	test('goes back into the draft', async () => {
		await desk.open(1, WRITTEN)
		await schedule(inDays(1))

		await desk.press('Modifier le message')

		await expect.element(desk.subject).toHaveValue('AG')
		await expect.element(box()).not.toBeInTheDocument()
		expect(await readDraft()).toMatchObject({ recipientIds: ['member-1'] })
	})

	test('is taken back at once', async () => {
		await desk.open(1, WRITTEN)
		await schedule(inDays(1))

		await desk.press("Retirer l'envoi")
		await expect.element(box()).not.toBeInTheDocument()

		expect(await listMailings()).toMatchObject([{ progress: 'cancelled' }])
	})

	test('leaves at once when told to', async () => {
		await desk.open(2, WRITTEN)
		await schedule(inDays(1))

		await desk.press('Faire partir maintenant')

		await expect.element(desk.results.getByText('2 envoyés')).toBeVisible()
	})

	test('says why it did not leave when its time passed, and waits for a yes', async () => {
		await desk.open(1, WRITTEN)
		await schedule(inDays(1))
		const [mailing] = await listMailings()
		await database().mailings.update(mailing?.id ?? '', { sendAt: '2026-11-01T17:00:00.000Z' })

		await expect.element(box().getByText(/mais à ce moment-là l’appareil dormait/)).toBeVisible()
		expect(desk.relay.posts).toEqual([])
		await desk.press('Envoyer maintenant')

		await expect.element(desk.results.getByText('1 envoyé', { exact: true })).toBeVisible()
	})

	test('changes places with another of the same moment', async () => {
		await desk.open(1, WRITTEN)
		await schedule(inDays(1))
		const [first] = await listMailings()
		if (!first) throw new Error('none is scheduled')
		await database().mailings.add({ ...first, id: 'second', subject: 'Loto', createdAt: '2099-01-01T00:00:00.000Z' })

		await page.getByRole('button', { name: /Monter «\sLoto\s»/ }).click()

		await expect
			.poll(() =>
				box()
					.getByRole('heading', { level: 3 })
					.elements()
					.map((heading) => heading.textContent)
			)
			.toEqual(['Loto', 'AG'])
	})
})
