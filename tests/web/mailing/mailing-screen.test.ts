import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { useMailingDesk } from '#tests/support/mailing-desk.ts'
import { SETTINGS } from '#tests/support/outbox-bench.ts'
import { unwrap } from '#tests/support/unwrap.ts'
import { NO_ANSWERS } from '#shared/consent.ts'
import { undoChangeSet } from '#web/db/changes.ts'
import { readDraft, saveDraft } from '#web/db/drafts.ts'
import { listMembers } from '#web/db/members.ts'
import { mergeMembers } from '#web/db/merge.ts'

const desk = useMailingDesk()

const WRITTEN = { subject: 'AG', body: 'Cher {{prenom}}' }
const SANDBOX = { ...SETTINGS, host: '127.0.0.1', port: 2525 }

const alert = () => page.getByRole('alert')

describe('Envoyer', () => {
	test('asks for recipients, subject and text at their places, and leads to the first', async () => {
		await desk.open(0)

		await desk.press('Envoyer')

		await expect.element(page.getByText(/Choisissez au moins un destinataire/)).toBeVisible()
		await expect.element(desk.subject).toHaveAccessibleDescription(/Indiquez l’objet/)
		await expect.element(desk.body).toHaveAccessibleDescription(/Écrivez le texte/)
		await expect.element(page.getByRole('button', { name: 'Sélection destinataires' })).toHaveFocus()
		await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
		expect(desk.relay.posts).toEqual([])
	})

	test('writes to the one who stayed when a recipient was merged into another, and to both again after the undo', async () => {
		await desk.open(3, WRITTEN)
		const [one, other] = await listMembers()
		await expect.element(page.getByText('3 destinataires')).toBeVisible()

		const merge = { keep: one!.id, drop: other!.id, values: {}, answers: NO_ANSWERS }
		const merged = unwrap(await mergeMembers(merge))
		await expect.element(page.getByText('2 destinataires')).toBeVisible()

		await undoChangeSet(merged!.id)
		await expect.element(page.getByText('3 destinataires')).toBeVisible()
	})

	test('takes a fault back as soon as it is mended', async () => {
		await desk.open(1, { body: 'Corps' })
		await desk.press('Envoyer')
		await expect.element(desk.subject).toHaveFocus()

		await userEvent.keyboard('A')

		await expect.element(desk.subject).toBeValid()
	})

	test('refuses a field that nobody has, and names it', async () => {
		await desk.open(1, { subject: 'AG', body: 'Cher {{surnom}}, cher {{pseudo|ami}}' })

		await desk.press('Envoyer')

		await expect.element(desk.body).toHaveAccessibleDescription(/«\ssurnom\s» n’est pas un champ connu/)
	})

	test('takes the fields of dues for known, whether there is a season or not', async () => {
		await desk.open(1, { subject: 'Relance', body: 'Reste {{reste_du}} pour {{saison}}' })

		await desk.press('Envoyer')

		await expect.element(page.getByRole('dialog', { name: /^Envoyer à 1 destinataire/ })).toBeVisible()
	})

	test('offers the settings when there are none, and keeps the draft', async () => {
		await desk.open(1, WRITTEN, null)

		await desk.press('Envoyer')

		await expect.element(alert().getByText('L’envoi n’est pas encore configuré')).toBeVisible()
		await alert()
			.getByRole('button', { name: /Configuration SMTP/ })
			.click()
		await expect.element(page.getByRole('dialog', { name: 'Configuration SMTP' })).toBeVisible()
		expect(await readDraft()).toMatchObject(WRITTEN)
	})

	test('asks with the count, the account and who will read an empty place', async () => {
		await desk.open(2, { subject: 'AG', body: 'À {{ville}}' }, SANDBOX)

		await desk.press('Envoyer')

		const dialog = page.getByRole('dialog', { name: /^Envoyer à 2 destinataires\s\?$/ })
		await expect.element(dialog.getByText('club sur 127.0.0.1')).toBeVisible()
		await expect
			.element(dialog.getByText(/«\s{{ville}}\s» n’est pas rempli pour Lefèvre Zoé1 et Lefèvre Zoé2/))
			.toBeVisible()
		await expect.element(dialog.getByText(/aucun e-mail réel/)).toBeVisible()
		await dialog.getByRole('button', { name: 'Annuler' }).click()
		expect(desk.relay.posts).toEqual([])
		await expect.element(desk.subject).toHaveValue('AG')
	})

	test('shows why the relay took nothing, with the draft as it was', async () => {
		await desk.open(1, WRITTEN)
		desk.relay.refusals.push('password-unreadable')

		await desk.send()

		await expect.element(alert().getByText(/ne peut plus ouvrir le mot de passe/)).toBeVisible()
		await expect.element(desk.body).toHaveTextContent(WRITTEN.body)
		await alert().getByRole('button', { name: 'Saisir le mot de passe' }).click()
		await expect.element(page.getByLabelText('Mot de passe', { exact: true })).toHaveFocus()
	})

	test('takes a text of a megabyte', async () => {
		await desk.open(1, { subject: 'AG', body: 'é'.repeat(500_000) })

		await desk.send()

		await expect.element(desk.results).toBeVisible()
		expect(desk.relay.posts[0]?.text).toHaveLength(500_000)
	})
})

describe('a mailing under way', () => {
	test('shows its progress, then its results, and an empty draft', async () => {
		desk.relay.automatic = false
		await desk.open(3, WRITTEN)
		await desk.send()
		const bar = page.getByRole('progressbar', { name: 'Progression' })
		await expect.element(bar).toHaveAttribute('aria-valuemax', '3')

		desk.relay.decide(1)
		await expect.element(bar).toHaveAttribute('aria-valuenow', '1')
		await expect.element(page.getByText('2 restants')).toBeVisible()
		await expect.element(desk.subject).toHaveValue('')
		desk.relay.decide()

		await expect.element(desk.results.getByText('3 envoyés')).toBeVisible()
	})

	test('is paused and goes on by its buttons', async () => {
		desk.relay.automatic = false
		await desk.open(2, WRITTEN)
		await desk.send()

		await desk.press('Pause')
		await expect.element(page.getByText('Envoi en pause')).toBeVisible()
		await desk.press('Reprendre')
		await expect.element(page.getByRole('button', { name: 'Pause' })).toBeVisible()
		desk.relay.decide()

		await expect.element(desk.results.getByText('2 envoyés')).toBeVisible()
	})

	test('leads from a refused login to the password', async () => {
		desk.relay.automatic = false
		await desk.open(2, WRITTEN)
		await desk.send()

		desk.relay.pause({ reason: 'account', resumeInMs: null, code: 'smtp-auth-failed', reply: '535 5.7.8 no' })

		await expect.element(page.getByText('Le serveur a refusé le mot de passe')).toBeVisible()
		await expect.element(page.getByText(/535 5\.7\.8 no/)).toBeVisible()
		await desk.press('Saisir le mot de passe')
		await expect.element(page.getByLabelText('Mot de passe', { exact: true })).toHaveFocus()
	})
})

describe('the text', () => {
	test('is written and kept as it is formed, and leaves as HTML with its plain twin', async () => {
		await desk.open(1, { subject: 'AG' })
		await desk.body.fill('Ordre du jour')

		await desk.body.click()
		await desk.press('Grand titre')
		await userEvent.keyboard('{End}{Enter}')
		await desk.press('Liste à puces')
		await userEvent.keyboard('Bilan{Enter}Cher {{{{prenom}}')
		await expect.element(page.getByRole('button', { name: 'Liste à puces' })).toHaveAttribute('aria-pressed', 'true')
		await expect
			.poll(async () => (await readDraft()).body)
			.toBe('Ordre du jour\n=============\n\n– Bilan\n– Cher {{prenom}}')
		await desk.send()

		const [post] = desk.relay.posts
		expect(post?.html).toMatch(/<h1[^>]*>Ordre du jour<\/h1>\n<ul[^>]*>\n<li[^>]*>Bilan<\/li>/)
		expect(post?.text).toContain('– Cher {{prenom}}')
	})

	test('shows what another window wrote', async () => {
		await desk.open(1, WRITTEN)
		await expect.element(desk.body).toHaveTextContent(WRITTEN.body)

		await saveDraft({ body: 'Autre chose' })

		await expect.element(desk.body).toHaveTextContent('Autre chose')
	})

	test('shows its merge fields, and which of them nobody has', async () => {
		await desk.open(1, { subject: 'AG', body: '{{prenom}} {{surnom}}' })

		await expect
			.poll(() =>
				[...desk.body.element().querySelectorAll('.merge-chip')].map((chip) => [
					chip.textContent,
					chip.classList.contains('unknown')
				])
			)
			.toEqual([
				['{{prenom}}', false],
				['{{surnom}}', true]
			])
	})

	test('has links only to where one may be led', async () => {
		await desk.open(1, { subject: 'AG', body: '' })
		await desk.body.click()
		await desk.press('Lien')
		await page.getByLabelText('Adresse du lien').fill('javascript:alert(1)')
		await desk.press('Poser le lien')
		await expect.element(page.getByLabelText('Adresse du lien')).toHaveAccessibleDescription(/ne mène nulle part/)

		await page.getByLabelText('Adresse du lien').fill('club.fr')
		await desk.press('Poser le lien')

		await expect.element(desk.body.getByRole('link', { name: 'club.fr' })).toHaveAttribute('href', 'https://club.fr')
		await expect.poll(async () => (await readDraft()).body).toBe('club.fr')
	})

	test('has a toolbar of one Tab stop, whose buttons arrows go through', async () => {
		await desk.open(1)
		const bar = page.getByRole('toolbar', { name: 'Mise en forme' })
		;(bar.getByRole('button', { name: 'Gras' }).element() as HTMLElement).focus()

		await userEvent.keyboard('{ArrowRight}')
		await expect.element(bar.getByRole('button', { name: 'Italique' })).toHaveFocus()
		await userEvent.keyboard('{Home}{ArrowLeft}')
		await expect.element(bar.getByRole('button', { name: 'Refaire' })).toHaveFocus()
		await userEvent.tab({ shift: true })
		await expect.element(desk.body).toHaveFocus()
	})
})

describe('the merge fields', () => {
	test('go in where the caret is', async () => {
		await desk.open(1, { body: 'Cher , à samedi' })
		const box = desk.body.element() as HTMLElement
		box.focus()
		document.getSelection()?.collapse(box.querySelector('p')!.firstChild, 5)

		await desk.press('Insérer Prénom')

		await expect.element(desk.body).toHaveTextContent('Cher {{prenom}}, à samedi')
		await expect.element(desk.body).toHaveFocus()
		await expect.poll(async () => (await readDraft()).body).toBe('Cher {{prenom}}, à samedi')
	})
})
