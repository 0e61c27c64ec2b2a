import { describe, expect, test } from 'vitest'
import type { DiscoveryAdvice, DiscoveryCandidate } from '#shared/wire/discovery.ts'
import { saveSmtpSettings } from '#web/db/smtp-settings.ts'
import { button, dialog, field, open, SAVED, useSmtpDesk } from './smtp-on-screen.ts'

const desk = useSmtpDesk()

const OVH: DiscoveryCandidate = {
	provider: 'OVHcloud',
	host: 'ssl0.ovh.net',
	port: 465,
	security: 'tls',
	username: 'bureau@judo-dijon.fr',
	hourlyLimit: 200,
	dailyLimit: null,
	source: 'mx'
}

const answer = (candidates: DiscoveryCandidate[], advice: DiscoveryAdvice[] = []) =>
	(desk.answers['/smtp/discoveries'] = { candidates, advice })
const asked = () => desk.seen.filter(({ path }) => path === '/smtp/discoveries')

describe('settings found from the address', () => {
	test('are looked for once an address is typed, and filled in by one click, limits too', async () => {
		answer([OVH, { ...OVH, port: 587, security: 'starttls' }], ['server-of-contract'])
		await open()
		await field('Limite par jour').fill('1500')

		await field('Adresse e-mail').fill('bureau@judo-dijon.fr')
		await expect
			.element(dialog().getByText('200 messages par heure chez OVHcloud', { exact: false }).first())
			.toBeVisible()
		await expect.element(dialog().getByText('Serveur à vérifier')).toBeVisible()
		expect(asked()).toMatchObject([{ method: 'POST', body: { email: 'bureau@judo-dijon.fr' } }])
		await expect.element(field('Hôte')).toHaveValue('')
		await button('Utiliser ces réglages').first().click()

		await expect.element(field('Hôte')).toHaveValue('ssl0.ovh.net')
		await expect.element(field('Port')).toHaveValue('465')
		await expect.element(field('Sécurité')).toHaveValue('tls')
		await expect.element(field('Utilisateur')).toHaveValue('bureau@judo-dijon.fr')
		await expect.element(field('Limite par heure')).toHaveValue('200')
		await expect.element(field('Limite par jour')).toHaveValue('1500')
		await expect.element(dialog().getByText('Ce sont vos réglages.')).toBeVisible()
	})

	test('replace nothing that somebody typed unless he says so', async () => {
		await saveSmtpSettings({ ...SAVED, hourlyLimit: 50 })
		answer([{ ...OVH, username: 'club@example.org' }])
		await open()
		await expect.element(button('Trouver les réglages')).toBeVisible()
		expect(asked()).toEqual([])

		await button('Trouver les réglages').click()
		await expect.element(dialog().getByText(/Rien n’est changé sans vous/)).toBeVisible()
		await expect.element(field('Hôte')).toHaveValue('smtp.example.org')
		await button('Remplacer par ces réglages').click()

		await expect.element(field('Hôte')).toHaveValue('ssl0.ovh.net')
		await expect.element(field('Limite par heure')).toHaveValue('200')
	})

	test('tell the steps to an app password, with the page that gives it out', async () => {
		answer(
			[{ ...OVH, provider: 'Gmail', host: 'smtp.gmail.com', source: 'table' }],
			['app-password-needed', 'two-step-needed']
		)
		await open()

		await field('Adresse e-mail').fill('club@gmail.com')

		await expect.element(dialog().getByText('Il faut un mot de passe d’application')).toBeVisible()
		expect(
			dialog()
				.getByRole('listitem')
				.filter({ hasText: /deux étapes|Ouvrez|Copiez/ })
				.elements()
		).toHaveLength(3)
		const link = dialog().getByRole('link', { name: 'myaccount.google.com/apppasswords' })
		await expect.element(link).toHaveAttribute('href', 'https://myaccount.google.com/apppasswords')
	})

	test('say plainly what Microsoft takes no more, and what still works', async () => {
		answer([{ ...OVH, provider: 'Outlook.com' }], ['oauth-only'])
		await open()

		await field('Adresse e-mail').fill('club@outlook.fr')

		await expect.element(dialog().getByText(/Ce qui marche encore/)).toBeVisible()
	})

	test('are said to be unknown, or a name server to be silent', async () => {
		answer([])
		await open()
		await field('Adresse e-mail').fill('a@inconnu.example')
		await expect.element(dialog().getByText(/Rien de connu pour cette adresse/)).toBeVisible()

		answer([], ['dns-unanswered'])
		await field('Adresse e-mail').fill('a@muet.example')
		await expect.element(dialog().getByText('Votre domaine n’a pas répondu')).toBeVisible()
	})

	test('cannot be looked for without the relay, which is said, and everything typed stays', async () => {
		await saveSmtpSettings(SAVED)
		await open()

		await button('Trouver les réglages').click()

		await expect.element(dialog().getByText(/Elle passe par le relais, qui ne répond pas/)).toBeVisible()
		await expect.element(field('Adresse e-mail')).toHaveValue('club@example.org')
	})

	test('leave the names of the other fields alone', async () => {
		answer([OVH, { ...OVH, port: 587, security: 'starttls' }], ['oauth-only', 'app-password-needed'])
		await saveSmtpSettings(SAVED)
		await open()
		await button('Trouver les réglages').click()
		await expect.element(dialog().getByText('OVHcloud').first()).toBeInTheDocument()

		for (const name of ['Hôte', 'Port', 'Sécurité', 'Utilisateur']) {
			expect(dialog().getByLabelText(name).elements(), name).toHaveLength(1)
		}
		for (const name of ['Nom', 'Mot de passe', 'Adresse e-mail']) expect(field(name).elements()).toHaveLength(1)
	})
})
