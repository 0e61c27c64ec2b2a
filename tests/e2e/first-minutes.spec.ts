import type { Page } from '@playwright/test'
import type { RelayProcess } from '../support/relay-process.ts'
import { expect, test, watchForFailures } from './app.ts'
import { Club } from './club.ts'
import { readDatabase } from './stored.ts'

const MAX_CLICKS = 12

/** Counts what a person's hand does, over every page that is loaded. */
class Hand {
	clicks = 0
	keys = 0

	async watch(page: Page): Promise<void> {
		await page.exposeFunction('countByHand', (kind: 'clicks' | 'keys') => (this[kind] += 1))
		await page.addInitScript(() => {
			const { countByHand } = window as unknown as { countByHand(kind: 'clicks' | 'keys'): void }
			addEventListener('click', (event) => event.isTrusted && countByHand('clicks'), true)
			addEventListener('keydown', (event) => event.isTrusted && countByHand('keys'), true)
		})
	}
}

const openFresh = async (page: Page, relay: RelayProcess) => {
	const hand = new Hand()
	await hand.watch(page)
	await page.goto(relay.pairingLink)
	return { hand, club: new Club(page) }
}

/** The club's database, but for the hints: one that has been read is noted while the test goes on. */
const readClub = async (page: Page) => {
	const { settings = [], ...tables } = await readDatabase(page)
	return { ...tables, settings: settings.filter((row) => (row as { key: string }).key !== 'hints_seen') }
}

const message = (page: Page) => page.getByRole('article').frameLocator('iframe').locator('body')

test.describe('the first minutes', () => {
	test('lead through the example to a mailing read in the sandbox', async ({ page, relay }) => {
		const failures = watchForFailures(page)
		const { hand, club } = await openFresh(page, relay)

		await club.press("Essayer avec un club d'exemple")
		await expect(page.getByText('Club d’exemple : rien n’est réel')).toBeVisible()
		await club.press('Ouvrir Mailing')
		await expect(page.getByLabel('Objet')).toHaveValue('Répétition générale samedi')
		await club.press('Envoyer')
		await club.press("Confirmer l'envoi")
		await expect(club.results).toContainText(/36\senvoyés/)
		await club.results.getByRole('link', { name: 'Lire dans le bac à sable' }).click()

		await expect(message(page)).toContainText(/Bonjour \S+/)
		expect(hand.clicks).toBeLessThanOrEqual(MAX_CLICKS)
		expect(hand.keys).toBe(0)
		test.info().annotations.push({ type: 'by hand', description: `${hand.clicks} clicks, ${hand.keys} keys` })
		expect(failures).toEqual([])
	})

	test('lead from an empty club to a mailing read in the sandbox', async ({ page, relay }) => {
		const { hand, club } = await openFresh(page, relay)

		await club.press('Commencer')
		await club.press('Ajouter')
		const form = club.dialog('Ajouter un membre')
		await form.getByLabel('Nom', { exact: true }).pressSequentially('Lefèvre')
		await page.keyboard.press('Tab')
		await page.keyboard.type('Zoé')
		await form.getByLabel('E-mail').pressSequentially('zoe@example.org')
		await page.keyboard.press('Enter')
		await expect(form).toBeHidden()
		await club.press('Ouvrir Mailing')
		await page.getByLabel('Objet').click()
		await page.keyboard.type('Assemblée')
		await page.keyboard.press('Tab')
		await page.keyboard.type('À samedi.')
		await club.press('Envoyer')
		await club.press('Bac à sable (aucun e-mail réel)')
		await club.press("Confirmer l'envoi")
		await expect(club.results).toContainText(/1\senvoyé/)
		await club.results.getByRole('link', { name: 'Lire dans le bac à sable' }).click()

		await expect(message(page)).toContainText('À samedi.')
		expect(hand.clicks).toBeLessThanOrEqual(MAX_CLICKS)
		test.info().annotations.push({ type: 'by hand', description: `${hand.clicks} clicks, ${hand.keys} keys` })
	})

	test('never mix the example with the club', async ({ club, page, context, relay }) => {
		await club.goTo('Membres')
		await club.addMember({ Nom: 'Lefèvre', Prénom: 'Ma vraie Zoé', 'E-mail': 'zoe@example.org' })
		const other = await context.newPage()
		await other.goto(`${relay.url}/mailing`)
		await other.getByLabel('Objet').fill('Un vrai brouillon')
		await expect(other.getByText('Brouillon enregistré')).toBeVisible()
		const before = await readClub(page)
		await club.goTo('Préférences')

		await club.press("Essayer avec un club d'exemple")

		await expect(other.getByText('Club d’exemple : rien n’est réel')).toBeVisible()
		await expect(other.getByLabel('Objet')).toHaveValue('Répétition générale samedi')
		await expect(page.getByText('Ma vraie Zoé')).toHaveCount(0)
		await page.getByLabel('Sélectionner Lefèvre Zoé').check()
		await club.press('Supprimer')
		await expect(page.getByLabel('Sélectionner Lefèvre Zoé')).toHaveCount(0)
		await other.getByLabel('Objet').fill('Pour de faux')
		await expect(other.getByText('Brouillon enregistré')).toBeVisible()
		expect(await readClub(page)).toEqual(before)

		await club.press("Quitter l'exemple")

		await expect(page.getByText('Ma vraie Zoé')).toBeVisible()
		await expect(other.getByLabel('Objet')).toHaveValue('Un vrai brouillon')
		await expect(other.getByText('Club d’exemple : rien n’est réel')).toHaveCount(0)
		expect(await readClub(page)).toEqual(before)
	})

	test('let nothing out of the example but into the sandbox', async ({ page, relay, smtp }) => {
		const { club } = await openFresh(page, relay)
		await club.press("Essayer avec un club d'exemple")
		await expect(page.getByText('Club d’exemple : rien n’est réel')).toBeVisible()
		await club.goTo('Mailing')
		await club.press('Configuration SMTP')
		const dialog = club.dialog('Configuration SMTP')
		await dialog.getByLabel('Hôte').fill('127.0.0.1')
		await dialog.getByLabel('Port').fill(String(smtp.port))
		await dialog.getByLabel('Sécurité').selectOption('none')
		await dialog.getByLabel('Utilisateur').fill('')

		await club.press('Envoyer test', dialog)
		await expect(dialog.getByText(/seul le bac à sable peut envoyer/)).toBeVisible()
		await club.press('OK', dialog)

		await expect(dialog.getByText(/seul le bac à sable peut envoyer/).last()).toBeVisible()
		expect(smtp.accepted).toHaveLength(0)
	})
})
