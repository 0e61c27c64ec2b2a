import { readFile, writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { Club } from './club.ts'

const section = (page: Page) => page.getByRole('heading', { name: 'Restaurer une sauvegarde' })

/** Makes a backup with the proposed passphrase, from the screen Sauvegarde. */
async function backUp(club: Club): Promise<{ path: string; name: string; passphrase: string }> {
	const { page } = club
	const passphrase = (await page.getByTestId('passphrase').innerText()).trim().split(/\s+/).join(' ')
	await page.getByLabel('J’ai noté la phrase').check()
	const downloading = page.waitForEvent('download')
	await club.press('Sauvegarder maintenant')
	const download = await downloading
	await expect(page.getByText('Fichier relu et vérifié')).toBeVisible()
	return { path: await download.path(), name: download.suggestedFilename(), passphrase }
}

/** Chooses a file and opens it, up to what it would replace. */
async function openBackup(page: Page, path: string, passphrase: string): Promise<void> {
	await page.getByLabel('Choisir un fichier').setInputFiles(path)
	await expect(page.getByText(/^Sauvegarde du/)).toBeVisible()
	await page.getByLabel('Phrase de passe', { exact: true }).fill(passphrase)
	await page.getByRole('button', { name: 'Ouvrir la sauvegarde' }).click()
}

test('brings a club onto a fresh device, refusing what it must, and back to what was before', async ({
	club,
	page,
	relay,
	browser
}, testInfo) => {
	test.setTimeout(120_000)
	await club.goTo('Membres')
	await club.addMember({ Nom: 'Lefèvre', Prénom: 'Zoé', 'E-mail': 'zoe@example.org' })
	await club.addMember({ Nom: 'Éluard', Prénom: 'Paul' })
	await club.goTo('Sauvegarde')
	await expect(page.getByText(/Jamais sauvegardé/)).toBeVisible()
	await club.press('Sauvegarder maintenant')
	await expect(page.getByText(/Notez d’abord la phrase/)).toBeVisible()
	const backup = await backUp(club)
	expect(backup.name).toMatch(/^club-manager-\d{4}-\d\d-\d\d-\d\dh\d\d\.clubmanager$/)
	expect(backup.passphrase.split(' ')).toHaveLength(6)
	const bytes = await readFile(backup.path)
	expect(bytes.toString('latin1')).not.toContain('example.org')

	const context = await browser.newContext({ locale: 'fr-FR' })
	const fresh = await context.newPage()
	await fresh.goto(relay.pairingLink)
	await fresh.getByRole('link', { name: 'Restaurer une sauvegarde' }).click()
	await expect(section(fresh)).toBeFocused()

	const damaged = testInfo.outputPath('damaged.clubmanager')
	await writeFile(damaged, bytes.subarray(0, bytes.length - 1))
	await openBackup(fresh, damaged, backup.passphrase)
	await expect(fresh.getByText(/Ce fichier est abîmé/)).toBeVisible()
	await fresh.getByRole('button', { name: 'Choisir un autre fichier' }).click()
	await openBackup(fresh, backup.path, 'tigre velours ombre quartz fanal moulin')
	await expect(fresh.getByText(/Ce n’est pas la phrase de passe de ce fichier/)).toBeVisible()
	await fresh.getByLabel('Phrase de passe', { exact: true }).fill(backup.passphrase.toUpperCase())
	await fresh.getByRole('button', { name: 'Ouvrir la sauvegarde' }).click()
	await expect(fresh.getByRole('row', { name: /Membres\s+0\s+2/ })).toBeVisible()
	await fresh.getByRole('button', { name: 'Restaurer', exact: true }).click()
	await expect(fresh.getByText('Le club est restauré.')).toBeVisible()
	await new Club(fresh).goTo('Membres')
	await expect(fresh.getByText('2 membres')).toBeVisible()
	await expect(fresh.getByText('zoe@example.org')).toBeVisible()
	await context.close()
})

test('goes back to what was before a restore, in every window', async ({ club, page, context }) => {
	await club.goTo('Membres')
	await club.addMember({ Nom: 'Lefèvre', Prénom: 'Zoé' })
	await club.goTo('Sauvegarde')
	const backup = await backUp(club)
	await club.goTo('Membres')
	await club.addMember({ Nom: 'Venue', Prénom: 'Après' })
	const other = await context.newPage()
	await other.goto(new URL('/membres', page.url()).href)
	await expect(other.getByText('2 membres')).toBeVisible()

	await club.goTo('Sauvegarde')
	await expect(page.getByText(/1 modification depuis/)).toBeVisible()
	await openBackup(page, backup.path, backup.passphrase)
	await club.press('Restaurer')
	await expect(page.getByText('Le club est restauré.')).toBeVisible()
	await expect(other.getByText('1 membre', { exact: true })).toBeVisible()

	await club.press('Revenir à cet état')
	await expect(page.getByText('Vous êtes revenu à l’état d’avant.')).toBeVisible()
	await expect(other.getByText('2 membres')).toBeVisible()
})
