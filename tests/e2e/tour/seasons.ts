import type { Visit } from '../visit.ts'
import type { Look } from './screens.ts'

/** The seasons, which Préférences leads to: the list, a new one with what is wrong in it and with whom it takes, a past one. */
export async function visitSeasons(visit: Visit, look: Look): Promise<void> {
	const { page, dialog } = visit
	const main = page.locator('main')
	await visit.open('/preferences')
	await main.locator('a[href$="/saisons"]').click()
	await page.getByRole('heading', { name: visit.name('seasons_title'), level: 1 }).waitFor()
	await main.locator('tbody tr').first().waitFor()
	await look('saisons')
	await visit.press('seasons_new', main)
	await dialog.getByRole('checkbox').first().waitFor()
	await visit.field('seasons_field_club_price').fill('cher')
	await visit.press('seasons_aids_more', dialog)
	await dialog.getByRole('textbox').last().fill('mairie')
	await visit.press('seasons_open', dialog)
	await look('saison-errors')
	await dialog.getByRole('checkbox').first().uncheck()
	await look('saison-members')
	await visit.leave()
	await main.locator('tbody button.name').first().click()
	await look('saison')
	await visit.leave()
	await main.locator('tbody tr').last().getByRole('button').last().click()
	await page.getByRole('button', { name: visit.name('seasons_back') }).waitFor()
	await look('saisons-past')
	await visit.open('/membres')
	await look('membres-past-season')
	await visit.press('seasons_everyone', page.getByRole('group', { name: visit.name('seasons_scope') }))
	await look('membres-everyone')
	await page.locator('header a[href$="/saisons"]').click()
	await visit.press('seasons_back', main)
	await page.getByRole('button', { name: visit.name('seasons_back') }).waitFor({ state: 'hidden' })
}

/** The treasury, which Saisons leads to: what came in, cheques for the bank and who owes something, some of them ticked. */
export async function visitTreasury(visit: Visit, look: Look): Promise<void> {
	const { page } = visit
	const main = page.locator('main')
	await visit.open('/preferences')
	await main.locator('a[href$="/saisons"]').click()
	await main.locator('a[href$="/tresorerie"]').click()
	await page.getByRole('heading', { name: visit.name('treasury_title'), level: 1 }).waitFor()
	await main.locator('tbody tr').first().waitFor()
	await look('tresorerie')
	for (const [view, name] of [
		['treasury_deposits', 'tresorerie-deposits'],
		['treasury_debts', 'tresorerie-debts']
	] as const) {
		await visit.field(view).check()
		await main.locator('tbody').getByRole('checkbox').first().check()
		await look(name)
	}
}

/** What is seldom written down of a payment, unfolded in the form of a new member; nothing of it is saved. */
export async function visitPayment(visit: Visit, look: Look): Promise<void> {
	const { dialog } = visit
	await visit.open('/membres')
	await visit.press('members_add')
	await visit.press('payments_new', dialog)
	await dialog.locator('summary').getByText(visit.name('payments_more')).click()
	await visit.field('payments_paid_by').selectOption('other')
	await visit.field('payments_field_note').scrollIntoViewIfNeeded()
	await look('membre-form-payment')
	await visit.press('payments_strike', dialog)
	await visit.leave()
}

/** Several members who pay at once, each for himself and one for all, and get other terms; nothing of it is saved. */
export async function visitDuesTogether(visit: Visit, look: Look): Promise<void> {
	const { page, dialog } = visit
	const boxes = page.locator('main').getByRole('checkbox')
	await visit.open('/membres')
	for (const at of [1, 2, 3, 4]) await boxes.nth(at).check()
	await visit.press('members_edit', page.locator('main'))
	const field = visit.field('members_bulk_field')
	await field.selectOption('dues:payment')
	await look('membres-together-payment')
	await visit.field('together_way').selectOption('one')
	await visit.field('payments_field_means').selectOption('cheque')
	await visit.field('together_amount_one').fill('cent')
	await dialog.locator('button[type="submit"]').click()
	await look('membres-together-payment-errors')
	await field.selectOption('dues:exemption')
	await look('membres-together-exempt')
	await field.selectOption('city')
	await visit.leave()
	for (const at of [1, 2, 3, 4]) await boxes.nth(at).uncheck()
}
