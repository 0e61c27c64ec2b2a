import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'

for (const colorScheme of ['light', 'dark'] as const) {
	test.describe(`axe, ${colorScheme}`, () => {
		test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } })

		test('finds nothing on any screen, with data, every dialog open and errors showing', async ({ club, page }) => {
			test.setTimeout(300_000)
			const findings: string[] = []
			const check = async (where: string) => findings.push(...(await violations(page, where)))

			await expect(page.getByRole('button', { name: 'Commencer', exact: true })).toBeVisible()
			await check('first screen')
			await club.goTo('Membres')
			await check('Membres, empty')
			await club.goTo('Mailing')
			await check('Mailing, empty')
			await club.addMembers(3)
			await club.goTo('Membres')
			await club.addMember({ Nom: 'Sans', Prénom: 'Adresse', 'E-mail': 'a@b, c@d' })
			await check('Membres, with data')
			await club.press('Ajouter')
			const form = club.dialog('Ajouter un membre')
			await form.getByLabel('E-mail').fill('pas une adresse')
			await club.press('Enregistrer', form)
			await check('member form with errors')
			await page.keyboard.press('Escape')

			await club.press('Chercher partout')
			await check('palette')
			await page.getByRole('combobox').fill('zoe')
			await check('palette, people')
			await page.getByRole('combobox').fill('xyzzy')
			await check('palette, nothing found')
			await page.keyboard.press('Escape')
			await page.keyboard.press('?')
			await expect(club.dialog('Raccourcis clavier')).toBeVisible()
			await check('keys')
			await page.keyboard.press('Escape')

			await club.goTo('Mailing')
			await club.press('Envoyer')
			await check('Mailing, errors')
			await club.press('Configuration SMTP')
			await check('Configuration SMTP')
			await page.keyboard.press('Escape')
			await club.useSandbox()
			await club.press('Sélection destinataires')
			await check('Sélection destinataires')
			await page.keyboard.press('Escape')
			await club.selectAllRecipients()
			await club.write('Objet', 'Bonjour {{prenom}}')
			await club.press('Prévisualiser')
			await check('Prévisualisation')
			await page.keyboard.press('Escape')
			await club.press('Envoyer')
			await expect(page.getByRole('button', { name: "Confirmer l'envoi" })).toBeVisible()
			await check('confirmation')
			await club.press("Confirmer l'envoi")
			await expect(club.results).toBeVisible()
			await check('results')
			await club.press('Fermer', club.results)
			for (const screen of ['Bac à sable', 'Préférences', 'Aide'] as const) {
				await club.goTo(screen)
				await check(screen)
			}
			await page.getByRole('searchbox').fill('reseau')
			await check('Aide, searched')
			await page.getByRole('link', { name: 'Ce qui marche sans réseau' }).click()
			await expect(page.getByRole('heading', { level: 2, name: 'Ce qui marche sans réseau' })).toBeVisible()
			await check('Aide, one page')

			expect(findings).toEqual([])
		})
	})
}

async function violations(page: Page, where: string): Promise<string[]> {
	const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze()
	return found.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}
