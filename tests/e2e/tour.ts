import type { Visit } from './visit.ts'

/** Called at every stop, with a name for what is on the screen. */
export type Look = (name: string) => Promise<void>

/** Every screen of the navigation, as it stands. */
export async function visitScreens(visit: Visit, look: Look): Promise<void> {
	for (const path of await visit.listScreens()) {
		await visit.open(path)
		await look(path.slice(1))
	}
	const more = visit.page.locator('header nav button[aria-haspopup="dialog"]')
	if (!(await more.isVisible())) return
	await more.click()
	await look('plus')
	await visit.leave()
}

/** What opens over the register: the form, with what is wrong in it, people chosen, a search with and without result. */
export async function visitRegister(visit: Visit, look: Look): Promise<void> {
	await visit.open('/membres')
	await visit.press('members_add')
	await visit.field('members_field_email').fill('zoe@example,org')
	await visit.press('members_form_save', visit.dialog)
	await look('membre-form-errors')
	await visit.field('members_field_email').fill('')
	await visit.leave()
	const row = visit.page.locator('main').getByRole('checkbox').nth(2)
	await row.check()
	await look('membres-selected')
	await row.uncheck()
	const search = visit.page.getByRole('searchbox').first()
	await search.fill('eric')
	await look('membres-search')
	await search.fill('xyzzy')
	await look('membres-nothing-found')
	await search.fill('')
}

/** A mailing from the first mistake to what it will look like; leaves it written, for the sandbox, to everyone. */
export async function visitMailing(visit: Visit, look: Look): Promise<void> {
	await visit.open('/mailing')
	await visit.press('mailing_send')
	await look('mailing-errors')
	await visit.press('smtp_title')
	await visit.field('smtp_host').waitFor()
	await look('smtp')
	await visit.dialog.getByRole('button', { name: visit.name('smtp_sandbox_use') }).click()
	if (await visit.dialog.isVisible()) await visit.press('smtp_ok', visit.dialog)
	await visit.dialog.waitFor({ state: 'hidden' })
	await visit.press('mailing_recipients')
	await visit.dialog.getByRole('checkbox').nth(1).waitFor()
	await look('recipients')
	await visit.field('recipients_all').check()
	await visit.press('smtp_ok', visit.dialog)
	await visit.dialog.waitFor({ state: 'hidden' })
	await visit.field('mailing_subject').fill('Assemblée générale samedi')
	await visit.page
		.getByRole('textbox', { name: visit.name('mailing_body') })
		.fill('Bonjour {{prenom}},\n\nNous vous attendons samedi à 10 h à la MJC, salle Colette.\n\nLe bureau')
	await look('mailing-written')
	await visit.press('mailing_preview')
	await visit.dialog.locator('iframe').waitFor()
	await look('preview')
	await visit.leave()
	await visit.press('mailing_send')
	await visit.dialog.waitFor()
	await look('confirmation')
	await visit.leave()
}

/** Sends what `visitMailing` left, and reads what arrived. */
export async function visitResults(visit: Visit, look: Look): Promise<void> {
	await visit.press('mailing_send')
	await visit.press('mailing_confirm_button', visit.dialog)
	await visit.page.getByRole('progressbar').first().waitFor()
	await look('progress')
	const results = visit.page.getByRole('dialog', { name: visit.name('results_title') })
	await results.waitFor({ timeout: 60_000 })
	await look('results')
	await visit.press('results_close', results)
	await look('mailing-after')
	await visit.open('/bac-a-sable')
	await look('bac-a-sable-full')
}
