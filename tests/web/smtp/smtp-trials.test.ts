import { describe, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { readSmtpSettings, saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { button, dialog, field, fillAccount, open, SAVED, useSmtpDesk } from './smtp-on-screen.ts'

const desk = useSmtpDesk()

describe('Tester connexion', () => {
	test('tells the steps of a good connection', async () => {
		desk.answers['/smtp/verifications'] = {
			ok: true,
			steps: ['resolve', 'connect', 'secure', 'authenticate'].map((step) => ({ step, ok: true, ms: 1 }))
		}
		await open()
		await fillAccount()

		await button('Tester connexion').click()

		await expect.element(dialog().getByText('La connexion fonctionne.')).toBeVisible()
		expect(dialog().getByText(/: oui/).elements()).toHaveLength(4)
		expect(desk.seen.at(-1)?.body).toMatchObject({ smtp: { host: 'smtp.exemple.fr', port: 587, username: 'club' } })
	})

	test('says which step failed, what to do, and leads to the password', async () => {
		desk.answers['/smtp/verifications'] = {
			ok: false,
			steps: [
				{ step: 'resolve', ok: true, ms: 1 },
				{ step: 'connect', ok: true, ms: 1 },
				{ step: 'secure', ok: true, ms: 1 },
				{ step: 'authenticate', ok: false }
			],
			failure: { code: 'smtp-auth-failed', detail: '535 5.7.8 Authentication failed' }
		}
		await open()
		await fillAccount()

		await button('Tester connexion').click()

		await expect.element(dialog().getByRole('alert')).toMatchTextContent(/a refusé le mot de passe/)
		await expect.element(dialog().getByText(/535 5.7.8/)).toBeVisible()
		await button('Retaper le mot de passe').click()
		await expect.element(field('Mot de passe')).toHaveFocus()
	})

	test('keeps the password that the relay sealed anew', async () => {
		await saveSmtpSettings(SAVED)
		desk.answers['/smtp/verifications'] = { ok: true, steps: [], resealedPassword: 'hpke1.anew' }
		await open()

		await button('Tester connexion').click()

		await expect.element(dialog().getByText('La connexion fonctionne.')).toBeVisible()
		expect((await readSmtpSettings()).password).toBe('hpke1.anew')
		await button('OK').click()
		await expect.element(dialog()).not.toBeInTheDocument()
		expect((await readSmtpSettings()).password).toBe('hpke1.anew')
	})

	test('asks for the pairing link when the relay does not know the device', async () => {
		desk.answers['/smtp/verifications'] = new Response(JSON.stringify({ status: 401, code: 'unauthorized' }), {
			status: 401
		})
		await saveSmtpSettings(SAVED)
		await open()

		await button('Tester connexion').click()

		await expect.element(dialog().getByRole('alert')).toMatchTextContent(/lien d’association/)
	})

	test('forgets its answer once the account is another', async () => {
		await saveSmtpSettings(SAVED)
		desk.answers['/smtp/verifications'] = { ok: true, steps: [] }
		await open()
		await button('Tester connexion').click()
		await expect.element(dialog().getByText('La connexion fonctionne.')).toBeVisible()

		await field('Utilisateur').fill('trésorier')

		await expect.element(dialog().getByText('La connexion fonctionne.')).not.toBeInTheDocument()
	})
})

describe('Envoyer test', () => {
	test('goes to the sender’s address unless another is given', async () => {
		desk.answers['/smtp/test-messages'] = { outcome: 'sent', messageId: '<1@example.org>' }
		await saveSmtpSettings(SAVED)
		await open()

		await button('Envoyer test').click()
		await expect.element(dialog().getByText('Message d’essai envoyé à club@example.org.')).toBeVisible()
		await field('Destinataire du test').fill('zoe@example.org')
		await userEvent.keyboard('{Enter}')

		await expect.element(dialog().getByText('Message d’essai envoyé à zoe@example.org.')).toBeVisible()
		const recipients = desk.seen.filter(({ path }) => path === '/smtp/test-messages').map(({ body }) => body)
		expect(recipients).toMatchObject([{ to: 'club@example.org' }, { to: 'zoe@example.org' }])
	})

	test('sends nothing to what is no address', async () => {
		await saveSmtpSettings(SAVED)
		await open()
		await field('Destinataire du test').fill('zoe')

		await button('Envoyer test').click()

		await expect.element(field('Destinataire du test')).toBeInvalid()
		expect(desk.seen.map(({ path }) => path)).not.toContain('/smtp/test-messages')
	})
})
