import { expect, type Locator, type Page } from '@playwright/test'
import { EMPTY_MEMBER } from '#shared/member.ts'
import { addRows } from './stored.ts'

type MemberFields = Partial<Record<'Nom' | 'Prénom' | 'E-mail' | 'Téléphone' | 'Ville' | 'Date de naissance', string>>

type Account = {
	host: string
	port: number
	security?: 'none' | 'starttls' | 'tls'
	username?: string
	password?: string
}

/** The app as its user handles it: by the names on the screen. */
export class Club {
	readonly page: Page

	constructor(page: Page) {
		this.page = page
	}

	/** Waits until the app can be used. */
	async isOpen(): Promise<void> {
		await expect(this.page.getByRole('link', { name: 'Membres', exact: true })).toBeVisible()
	}

	async goTo(
		screen:
			'Membres' | 'Postes' | 'Clubs MJC' | 'Exports' | 'Mailing' | 'Sauvegarde' | 'Préférences' | 'Bac à sable' | 'Aide'
	): Promise<void> {
		const link = this.page.getByRole('link', { name: screen, exact: true })
		// On a phone, what is opened less often is behind "Plus".
		const more = this.page.getByRole('button', { name: 'Plus', exact: true })
		await expect(link.or(more).first()).toBeVisible()
		if (!(await link.isVisible())) await more.click()
		await link.click()
		// Not the title of the screen that was open: its buttons may bear the same names.
		await expect(this.page.getByRole('heading', { level: 1, name: screen, exact: true })).toBeVisible()
	}

	/** A dialog by its name. */
	dialog(name: string | RegExp): Locator {
		return this.page.getByRole('dialog', { name })
	}

	async press(name: string, within: Locator | Page = this.page): Promise<void> {
		await within.getByRole('button', { name, exact: true }).click()
	}

	/** Adds a member through the form, from the screen Membres. */
	async addMember(fields: MemberFields): Promise<void> {
		await this.press('Ajouter')
		const form = this.dialog('Ajouter un membre')
		for (const [label, value] of Object.entries(fields)) await form.getByLabel(label, { exact: true }).fill(value)
		await this.press('Enregistrer', form)
		await expect(form).toBeHidden()
	}

	/** Puts members with an address each straight into the database: "Zoé1 Martin1" <membre1@example.org>, and so on. */
	async addMembers(count: number, domain = 'example.org'): Promise<void> {
		const members = Array.from({ length: count }, (_, index) => ({
			...EMPTY_MEMBER,
			id: `member-${index + 1}`,
			lastName: `Martin${index + 1}`,
			firstName: `Zoé${index + 1}`,
			email: `membre${index + 1}@${domain}`,
			createdAt: 0,
			updatedAt: 0
		}))
		await addRows(this.page, 'members', members)
		await this.page.reload()
		await this.isOpen()
	}

	/** Sets up the account to send by, from the screen Mailing. */
	async configure({ host, port, security = 'none', username = '', password = '' }: Account): Promise<void> {
		await this.press('Configuration SMTP')
		const dialog = this.dialog('Configuration SMTP')
		await dialog.getByLabel('Hôte').fill(host)
		await dialog.getByLabel('Sécurité').selectOption(security)
		await dialog.getByLabel('Port').fill(String(port))
		await dialog.getByLabel('Utilisateur').fill(username)
		if (password !== '') await dialog.getByLabel('Mot de passe', { exact: true }).fill(password)
		await dialog.getByLabel('Adresse e-mail').fill('club@example.org')
		await dialog.getByLabel('Nom', { exact: true }).fill('Judo, MJC « Été »')
		await dialog.getByLabel('Délai entre lots (ms)').fill('0')
		await this.press('OK', dialog)
		await expect(dialog).toBeHidden()
	}

	/** Sets up the relay's sandbox as the account, from the screen Mailing. */
	async useSandbox(): Promise<void> {
		await this.press('Configuration SMTP')
		const dialog = this.dialog('Configuration SMTP')
		await dialog.getByRole('button', { name: /Bac à sable/ }).click()
		if (await dialog.isVisible()) await this.press('OK', dialog)
		await expect(dialog).toBeHidden()
	}

	async selectAllRecipients(): Promise<void> {
		await this.press('Sélection destinataires')
		const dialog = this.dialog('Sélection destinataires')
		await dialog.getByLabel('Tout sélectionner').check()
		await this.press('OK', dialog)
		await expect(dialog).toBeHidden()
	}

	async write(subject: string, body: string): Promise<void> {
		await this.page.getByLabel('Objet').fill(subject)
		await this.page.getByRole('textbox', { name: 'Corps', exact: true }).fill(body)
	}

	/** Presses Envoyer and confirms for so many recipients. */
	async send(count: number): Promise<void> {
		await this.press('Envoyer')
		const name = new RegExp(`Envoyer à ${count} destinataires? ?\\?`.replaceAll(' ', '\\s'))
		const confirmation = this.page.getByRole('dialog').filter({ hasText: name })
		await expect(confirmation).toBeVisible()
		await this.press("Confirmer l'envoi", confirmation)
	}

	get results(): Locator {
		return this.dialog("Résultats de l'envoi")
	}

	get progress(): Locator {
		return this.page.getByRole('progressbar', { name: 'Progression' })
	}
}
