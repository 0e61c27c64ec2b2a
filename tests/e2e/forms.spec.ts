import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { Club } from './club.ts'
import { readTable } from './stored.ts'

/** Waits until the device has what was typed: what the screen alone knows goes with the screen. */
async function isKept(page: Page, text: string): Promise<void> {
	const tables = async () => JSON.stringify([await readTable(page, 'drafts'), await readTable(page, 'settings')])
	await expect.poll(tables).toContain(text)
}

/** The window goes without a word, as in a crash; another is opened at the same place. */
async function crash(page: Page, context: BrowserContext): Promise<Page> {
	const address = page.url()
	await page.close({ runBeforeUnload: false })
	const next = await context.newPage()
	await next.goto(address)
	return next
}

type Form = {
	name: string
	/** Opens the form, from the list of members, and types into it what `typed` says. */
	fill: (club: Club, page: Page) => Promise<void>
	typed: string
	/** Finds it again after the accident, in the window that was opened at the same place. */
	find: (club: Club, page: Page) => Promise<void>
}

const bodyBox = (page: Page) => page.getByRole('textbox', { name: 'Corps', exact: true })

const FORMS: Form[] = [
	{
		name: 'a member',
		typed: 'Éluard-Grindel',
		fill: async (club) => {
			await club.press('Ajouter')
			await club.dialog('Ajouter un membre').getByLabel('Nom', { exact: true }).fill('Éluard-Grindel')
		},
		find: async (club) => {
			const form = club.dialog('Ajouter un membre')
			await expect(form.getByLabel('Nom', { exact: true })).toHaveValue('Éluard-Grindel')
			await form.getByRole('button', { name: 'Annuler', exact: true }).click()
		}
	},
	{
		name: 'the family of a member',
		typed: 'Paul Éluard-Grindel',
		fill: async (club) => {
			await club.press('Ajouter')
			const form = club.dialog('Ajouter un membre')
			await form.getByLabel('Date de naissance', { exact: true }).fill('2018-05-04')
			await form.getByRole('button', { name: 'Créer un foyer' }).click()
			await form.getByLabel('Nom du foyer').fill('Maison Éluard')
			await form.getByLabel('Nom du responsable 1').fill('Paul Éluard-Grindel')
		},
		find: async (club) => {
			const form = club.dialog('Ajouter un membre')
			await expect(form.getByLabel('Nom du responsable 1')).toHaveValue('Paul Éluard-Grindel')
			await expect(form.getByLabel('Nom du foyer')).toHaveValue('Maison Éluard')
			await form.getByRole('button', { name: 'Annuler', exact: true }).click()
		}
	},
	{
		name: 'a club named within a member',
		typed: 'MJC Fontaine',
		fill: async (club) => {
			await club.press('Ajouter')
			const form = club.dialog('Ajouter un membre')
			await form.getByRole('button', { name: 'Ajouter un club à la liste' }).click()
			await form.getByLabel('Nouveau club MJC').fill('MJC Fontaine')
		},
		find: async (club) => {
			const form = club.dialog('Ajouter un membre')
			await expect(form.getByLabel('Nouveau club MJC')).toHaveValue('MJC Fontaine')
			await form.getByRole('button', { name: 'Annuler', exact: true }).last().click()
		}
	},
	{
		name: 'a post',
		typed: 'Trésorière adjointe',
		fill: async (club) => {
			await club.goTo('Postes')
			await club.press('Ajouter')
			await club.dialog('Ajouter un poste').getByLabel('Nom du poste').fill('Trésorière adjointe')
		},
		find: async (club) => {
			const form = club.dialog('Ajouter un poste')
			await expect(form.getByLabel('Nom du poste')).toHaveValue('Trésorière adjointe')
			await form.getByRole('button', { name: 'Annuler', exact: true }).click()
		}
	},
	{
		name: 'a term',
		typed: '2025-09-01',
		fill: async (club) => {
			await club.goTo('Postes')
			await club.press('Ajouter')
			const form = club.dialog('Ajouter un poste')
			await form.getByLabel('Nom du poste').fill('Accueil')
			await club.press('Enregistrer', form)
			await club.press('Affecter', club.dialog('Accueil'))
			await club.dialog('Affecter à un membre').getByLabel('Date de début').fill('2025-09-01')
		},
		find: async (club) => {
			const form = club.dialog('Affecter à un membre')
			await expect(form.getByLabel('Date de début')).toHaveValue('2025-09-01')
			await form.getByRole('button', { name: 'Annuler', exact: true }).click()
		}
	},
	{
		name: 'a club',
		typed: 'MJC Quetigny',
		fill: async (club, page) => {
			await club.goTo('Clubs MJC')
			await page.getByLabel('Nom du club MJC').fill('MJC Quetigny')
		},
		find: async (_club, page) => {
			await expect(page.getByLabel('Nom du club MJC')).toHaveValue('MJC Quetigny')
			await page.getByRole('button', { name: 'Ajouter', exact: true }).click()
			await expect(page.getByRole('row', { name: /MJC Quetigny/ })).toBeVisible()
		}
	},
	{
		name: 'a club being renamed',
		typed: 'MJC Quetigny-Centre',
		fill: async (club, page) => {
			await club.goTo('Clubs MJC')
			await club.press('Modifier MJC Quetigny')
			await page.getByLabel('Nouveau nom de MJC Quetigny').fill('MJC Quetigny-Centre')
		},
		find: async (_club, page) => {
			await expect(page.getByLabel('Nouveau nom de MJC Quetigny')).toHaveValue('MJC Quetigny-Centre')
			await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
			await expect(page.getByRole('row', { name: /MJC Quetigny-Centre/ })).toBeVisible()
		}
	},
	{
		name: 'a tag',
		typed: '"colour":"violet"',
		fill: async (club, page) => {
			await club.goTo('Préférences')
			await club.press('Nouvelle étiquette')
			await page.getByLabel('Nom', { exact: true }).fill('Bénévole du samedi')
			await page.getByLabel('Couleur', { exact: true }).selectOption({ label: 'Violet' })
		},
		find: async (_club, page) => {
			await expect(page.getByLabel('Nom', { exact: true })).toHaveValue('Bénévole du samedi')
			await expect(page.getByLabel('Couleur', { exact: true })).toHaveValue('violet')
			await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
			await expect(page.getByRole('button', { name: 'Modifier Bénévole du samedi' })).toBeVisible()
		}
	},
	{
		name: 'a tag being renamed',
		typed: 'Bénévole du dimanche',
		fill: async (club, page) => {
			await club.goTo('Préférences')
			await club.press('Modifier Bénévole du samedi')
			await page.getByLabel('Nom', { exact: true }).fill('Bénévole du dimanche')
		},
		find: async (_club, page) => {
			await expect(page.getByLabel('Nom', { exact: true })).toHaveValue('Bénévole du dimanche')
			await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
			await expect(page.getByRole('button', { name: 'Modifier Bénévole du dimanche' })).toBeVisible()
			await expect(page.getByRole('button', { name: 'Modifier Bénévole du samedi' })).toBeHidden()
		}
	},
	{
		name: 'a field of the club',
		// As it is written there: the choices are typed last.
		typed: String.raw`120\n130`,
		fill: async (club, page) => {
			await club.goTo('Préférences')
			await club.press('Nouveau champ')
			await page.getByLabel('Nom', { exact: true }).fill('Taille de kimono')
			await page.getByLabel('Sorte').selectOption({ label: 'Choix dans une liste' })
			await page.getByLabel('Choix possibles').fill('120\n130')
		},
		find: async (_club, page) => {
			await expect(page.getByLabel('Nom', { exact: true })).toHaveValue('Taille de kimono')
			await expect(page.getByLabel('Choix possibles')).toHaveValue('120\n130')
			await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
			await expect(page.getByRole('button', { name: 'Modifier Taille de kimono' })).toBeVisible()
		}
	},
	{
		name: 'a group',
		typed: 'mercredi 18 h',
		fill: async (club, page) => {
			await page.getByRole('link', { name: 'Groupes' }).click()
			await club.press('Nouveau groupe')
			const form = club.dialog('Ajouter un groupe')
			await form.getByLabel('Nom du groupe').fill('Judo enfants')
			await form.getByLabel('Horaire').fill('mercredi 18 h')
		},
		find: async (club) => {
			const form = club.dialog('Ajouter un groupe')
			await expect(form.getByLabel('Nom du groupe')).toHaveValue('Judo enfants')
			await expect(form.getByLabel('Horaire')).toHaveValue('mercredi 18 h')
			await form.getByRole('button', { name: 'Annuler', exact: true }).click()
		}
	},
	{
		name: 'a list of clubs',
		typed: 'MJC Talant',
		fill: async (club, page) => {
			await club.goTo('Clubs MJC')
			await club.press('Importer une liste')
			await page.getByLabel('Liste des clubs, un par ligne').fill('MJC Talant\nMJC Longvic')
		},
		find: async (_club, page) => {
			await expect(page.getByLabel('Liste des clubs, un par ligne')).toHaveValue('MJC Talant\nMJC Longvic')
			await page.keyboard.press('Escape')
		}
	},
	{
		name: 'lines typed for an import',
		typed: 'Roux;Camille',
		fill: async (club, page) => {
			await club.press('Importer')
			await page.getByText('Coller des lignes copiées d’un tableur').click()
			await page.getByLabel('Lignes copiées').fill('Nom;Prénom\nRoux;Camille')
		},
		find: async (_club, page) => {
			await expect(page.getByLabel('Lignes copiées')).toHaveValue('Nom;Prénom\nRoux;Camille')
			await page.getByLabel('Lignes copiées').fill('')
		}
	},
	{
		name: 'the account',
		typed: 'smtp.judo.example',
		fill: async (club) => {
			await club.goTo('Mailing')
			await club.press('Configuration SMTP')
			await club.dialog('Configuration SMTP').getByLabel('Hôte').fill('smtp.judo.example')
		},
		find: async (club) => {
			await club.press('Configuration SMTP')
			const dialog = club.dialog('Configuration SMTP')
			await expect(dialog.getByLabel('Hôte')).toHaveValue('smtp.judo.example')
			await club.press('Annuler', dialog)
		}
	},
	{
		name: 'a message',
		typed: 'Rendez-vous samedi',
		fill: async (club) => {
			await club.goTo('Mailing')
			await club.write('Assemblée', 'Rendez-vous samedi')
		},
		find: async (_club, page) => {
			await expect(page.getByLabel('Objet')).toHaveValue('Assemblée')
			await expect(bodyBox(page)).toHaveText('Rendez-vous samedi')
		}
	},
	{
		name: 'recipients being ticked',
		typed: 'member-2',
		fill: async (club) => {
			await club.goTo('Mailing')
			await club.press('Sélection destinataires')
			await club.dialog('Sélection destinataires').getByLabel('Martin2 Zoé2').check()
		},
		find: async (club, page) => {
			const dialog = club.dialog('Sélection destinataires')
			await expect(dialog.getByLabel('Martin2 Zoé2')).toBeChecked()
			await expect(dialog.getByLabel('Martin1 Zoé1')).not.toBeChecked()
			await club.press('OK', dialog)
			await expect(page.getByText('1 destinataire', { exact: true })).toBeVisible()
		}
	}
]

test('every form is found again after a crash with what was typed', async ({ club, page, context }) => {
	test.setTimeout(180_000)
	await club.addMembers(2)
	let window = page

	for (const { name, fill, typed, find } of FORMS) {
		await test.step(name, async () => {
			const before = new Club(window)
			await before.goTo('Membres')
			await fill(before, window)
			await isKept(window, typed)

			window = await crash(window, context)

			await find(new Club(window), window)
		})
	}
})
