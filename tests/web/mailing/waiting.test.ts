import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { useMailingDesk } from '#tests/support/mailing-desk.ts'
import { readDraft } from '#web/db/drafts.ts'
import { listMailings } from '#web/db/mailings.ts'
import { relayStatus } from '#web/state/relay-status.svelte.ts'

const desk = useMailingDesk()
const WRITTEN = { subject: 'AG', body: 'Cher {{prenom}}' }

const waiting = () => page.getByRole('region', { name: /envois? (en attente du relais|attend)/ })

async function confirmWithoutRelay(count: number) {
	await desk.open(count, WRITTEN)
	desk.relay.away = true
	await desk.press('Envoyer')
	await expect
		.element(
			page
				.getByRole('dialog')
				.getByRole('alert')
				.getByText(/Rien n’est perdu/)
		)
		.toBeVisible()
	await desk.press("Confirmer l'envoi")
	await expect.element(waiting()).toBeVisible()
}

async function relayComesBack() {
	desk.relay.away = false
	await relayStatus.check()
}

describe('Envoyer without a relay', () => {
	test('asks all the same, lets it wait, and clears the desk for the next', async () => {
		await confirmWithoutRelay(2)

		await expect.element(waiting().getByText('1 envoi en attente du relais')).toBeVisible()
		await expect.element(waiting().getByRole('heading', { name: 'AG' })).toHaveFocus()
		await expect.element(desk.subject).toHaveValue('')
		await expect.element(waiting().getByRole('button', { name: 'Envoyer maintenant' })).not.toBeInTheDocument()
		expect(desk.relay.posts).toEqual([])
	})

	test('offers it when the relay is back, and sends after that yes', async () => {
		await confirmWithoutRelay(2)

		await relayComesBack()
		await expect
			.element(waiting().getByText(/Le relais est de nouveau joignable\. Envoyer «\sAG\s» à 2 destinataires\s\?/))
			.toBeVisible()
		await expect
			.element(
				waiting()
					.getByRole('region', { name: 'Avant l’envoi' })
					.getByText(/2\smessages d’une traite/)
			)
			.toBeVisible()
		expect(desk.relay.posts).toEqual([])
		await desk.press('Envoyer maintenant')

		await expect.element(desk.results.getByText('2 envoyés')).toBeVisible()
		await expect.element(waiting()).not.toBeInTheDocument()
	})

	test('tells why the relay refused it, where it waits', async () => {
		await confirmWithoutRelay(1)
		await relayComesBack()
		desk.relay.refusals.push('password-unreadable')

		await desk.press('Envoyer maintenant')

		await expect
			.element(
				waiting()
					.getByRole('alert')
					.getByText(/Le message attend toujours/)
			)
			.toBeVisible()
		await desk.press('Saisir le mot de passe')
		await expect.element(page.getByLabelText('Mot de passe', { exact: true })).toHaveFocus()
	})
})

describe('a waiting mailing', () => {
	test('goes back into the draft; what was being written is put aside', async () => {
		await confirmWithoutRelay(1)
		await desk.subject.fill('Le suivant')

		await desk.press('Modifier le message')

		await expect.element(desk.subject).toHaveValue('AG')
		await expect.element(desk.body).toHaveTextContent('Cher {{prenom}}')
		const aside = page.getByRole('group', { name: 'Brouillon mis de côté' })
		await expect.element(aside.getByText('Le suivant')).toBeVisible()
		await aside.getByRole('button', { name: 'Le reprendre' }).click()
		await expect.element(desk.subject).toHaveValue('Le suivant')
		expect(await readDraft()).toMatchObject({ subject: 'Le suivant' })
	})

	test('is taken back at once', async () => {
		await confirmWithoutRelay(1)

		await desk.press("Retirer l'envoi")

		await expect.element(waiting()).not.toBeInTheDocument()
		expect(await listMailings()).toMatchObject([{ progress: 'cancelled' }])
		await expect.element(page.getByRole('button', { name: /^Résultats\s: AG/ })).toBeVisible()
	})
})
