import { describe, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { openPassword } from '#shared/crypto/sealed-password.ts'
import { database } from '#web/db/database.ts'
import { readSmtpSettings, saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { button, dialog, field, fillAccount, keyPair, open, SANDBOX, SAVED, useSmtpDesk } from './smtp-on-screen.ts'

useSmtpDesk()

describe('Configuration SMTP', () => {
	test('has the fields and defaults of the workflow', async () => {
		await open()

		for (const name of [
			'Serveur SMTP',
			'Authentification',
			'Expéditeur',
			'Paramètres d’envoi',
			'Limites du fournisseur'
		])
			await expect.element(dialog().getByRole('group', { name, exact: true })).toBeVisible()
		const values = { Port: '587', 'Taille du lot': '10', 'Délai entre lots (ms)': '1000', Tentatives: '2' }
		for (const [name, value] of Object.entries(values)) await expect.element(field(name)).toHaveValue(value)
		await expect.element(field('Sécurité')).toHaveValue('starttls')
		await expect.element(field('Journaliser les envois')).toBeChecked()
		await expect.element(field('Connexions simultanées')).toHaveValue('1')
		await expect.element(field('Limite par heure')).toHaveValue('')
		await expect.element(field('Limite par jour')).toHaveValue('')
		for (const name of ['Hôte', 'Port', 'Sécurité', 'Utilisateur'])
			expect(dialog().getByLabelText(name).elements()).toHaveLength(1)
	})

	test('moves the port with the security until a person chooses one', async () => {
		await open()

		await field('Sécurité').selectOptions('tls')
		await expect.element(field('Port')).toHaveValue('465')
		await field('Sécurité').selectOptions('none')
		await expect.element(field('Port')).toHaveValue('25')
		await field('Port').fill('2525')
		await field('Sécurité').selectOptions('starttls')

		await expect.element(field('Port')).toHaveValue('2525')
	})

	test('keeps the password sealed for the account, and nothing of it in clear', async () => {
		const onsaved = vi.fn()
		await open({ onsaved })
		await fillAccount()

		await button('OK').click()

		await expect.element(dialog()).not.toBeInTheDocument()
		expect(onsaved).toHaveBeenCalledOnce()
		const saved = await readSmtpSettings()
		const sealedFor = { host: 'smtp.exemple.fr', port: 587, security: 'starttls', username: 'club' }
		expect(await openPassword(keyPair, sealedFor, saved.password)).toBe('œuf & clé')
		expect(JSON.stringify(await database().settings.toArray())).not.toContain('œuf')
	})

	test('never shows the stored password, and asks for it again with another server', async () => {
		await saveSmtpSettings(SAVED)
		await open()
		await expect.element(field('Mot de passe')).toHaveValue('')
		await expect.element(field('Mot de passe')).toHaveAttribute('placeholder', 'enregistré')

		await field('Hôte').fill('smtp.example.net')
		await button('OK').click()

		await expect.element(field('Mot de passe')).toHaveFocus()
		await expect.element(field('Mot de passe')).toHaveAccessibleDescription(/Retapez le mot de passe/)
		expect((await readSmtpSettings()).host).toBe('smtp.example.org')
	})

	test('keeps the stored password when only the rest changes', async () => {
		await saveSmtpSettings(SAVED)
		await open()

		await field('Taille du lot').fill('50')
		await button('OK').click()

		await expect.element(dialog()).not.toBeInTheDocument()
		expect(await readSmtpSettings()).toMatchObject({ password: 'hpke1.stored', batchSize: 50 })
	})

	test.each([
		['Hôte', 'http://x y', /nom du serveur/],
		['Port', '99999', /entre 1 et 65535/],
		['Adresse e-mail', 'a@b, c@d', /adresse e-mail complète/],
		['Taille du lot', '0', /entre 1 et 1000/],
		['Limite par heure', 'dix', /à partir de 1/]
	])('says as it is typed what is wrong with %s', async (name, value, sentence) => {
		await open()
		await fillAccount()

		await field(name).fill(value)

		await expect.element(field(name)).toHaveAccessibleDescription(sentence)
		await button('OK').click()
		await expect.element(field(name)).toHaveFocus()
		expect((await readSmtpSettings()).host).toBe('')
	})

	test('has what was typed again after a reload, but the password', async () => {
		const { unmount } = await open()
		await fillAccount()
		const kept = async () => JSON.stringify(await database().settings.get('smtp_draft'))
		await expect.poll(kept).toContain('club@')
		await unmount()

		await open()

		await expect.element(field('Hôte')).toHaveValue('SMTP.Exemple.fr')
		await expect.element(field('Mot de passe')).toHaveValue('')
		await expect.element(dialog().getByText(/Vos derniers changements/)).toBeVisible()
		expect(JSON.stringify(await database().settings.toArray())).not.toContain('œuf')
	})

	test('forgets what was typed when it is cancelled', async () => {
		const { rerender } = await open()
		await field('Hôte').fill('smtp.example.org')
		await button('Annuler').click()
		await expect.element(dialog()).not.toBeInTheDocument()

		await rerender({ open: true })

		await expect.element(field('Hôte')).toHaveValue('')
	})

	test('keeps what was typed when it is closed by mistake, to the last letter', async () => {
		const { rerender } = await open()
		await field('Hôte').fill('smtp.example.org')
		await userEvent.keyboard('{Escape}')
		await expect.element(dialog()).not.toBeInTheDocument()

		await rerender({ open: true })

		await expect.element(field('Hôte')).toHaveValue('smtp.example.org')
	})

	test('fills everything in for the sandbox in one click', async () => {
		await open()

		await button('Bac à sable (aucun e-mail réel)').click()
		await expect.element(button('OK')).toHaveFocus()
		await userEvent.keyboard('{Enter}')

		await expect.element(dialog()).not.toBeInTheDocument()
		const saved = await readSmtpSettings()
		expect(saved).toMatchObject({ ...SANDBOX, security: 'starttls', from: 'secretariat@example.org' })
		const { host, port, security, username } = saved
		expect(await openPassword(keyPair, { host, port, security, username }, saved.password)).toBe('bac-a-sable')
	})

	test('stays open with what was typed when the disk is full', async () => {
		await open()
		await fillAccount()
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
			throw new DOMException('full', 'QuotaExceededError')
		})

		await button('OK').click()

		await expect.element(dialog().getByRole('alert')).toMatchTextContent(/est pleine/)
		await expect.element(field('Hôte')).toHaveValue('SMTP.Exemple.fr')
		await expect.element(field('Mot de passe')).toHaveValue('œuf & clé')
	})
})
