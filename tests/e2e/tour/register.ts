import type { Locator } from '@playwright/test'
import type { Visit } from '../visit.ts'
import type { Look } from './screens.ts'

/** What opens over the register: the form, with what is wrong in it, people chosen, a cell edited, a search with and without result. */
export async function visitRegister(visit: Visit, look: Look): Promise<void> {
	const { page } = visit
	await visit.open('/membres')
	await visit.press('members_add')
	await visit.field('members_field_email').fill('zoe@example,org')
	await visit.press('members_form_save', visit.dialog)
	await look('membre-form-errors')
	await visit.field('members_field_email').fill('')
	await visit.leave()
	await visitFamily(visit, look)
	await page.locator('main tbody button').first().click()
	await visit.field('members_field_notes').waitFor()
	await look('membre-form')
	await visitSections(visit, look)
	await visit.press('clubs_member_add', visit.dialog)
	await visit.press('clubs_member_add_this', visit.dialog)
	await look('membre-form-club')
	await visit.press('action_cancel', visit.dialog.locator('.new'))
	await visit.leave()
	const row = page.locator('main').getByRole('checkbox').nth(2)
	await row.check()
	await look('membres-selected')
	await row.uncheck()
	await visitCell(visit, look)
	const search = page.getByRole('searchbox').first()
	await search.fill('eric')
	await look('membres-search')
	await search.fill('xyzzy')
	await look('membres-nothing-found')
	await search.fill('')
}

/** What is folded in the form: a sport paper, the uses of the image, an agreement that ends one day. */
async function visitSections(visit: Visit, look: Look): Promise<void> {
	const { dialog } = visit
	await unfold(dialog, visit.name('sport_title'))
	await visit.field('sport_paper').selectOption('certificate')
	await visit.field('sport_paper').scrollIntoViewIfNeeded()
	await look('membre-form-sport')
	await visit.field('sport_paper').selectOption('')
	await unfold(dialog, visit.name('consents_uses'))
	await visit.field('members_field_data_consent').selectOption('yes')
	await unfold(dialog, visit.name('consents_details'))
	await dialog.locator('input[name="data-until"]').fill('2026-08-31')
	await dialog.getByText(visit.name('consents_uses')).scrollIntoViewIfNeeded()
	await look('membre-form-agreements')
}

async function unfold(within: Locator, title: RegExp): Promise<void> {
	const words = within.locator('details:not([open]) > summary').getByText(title).first()
	if (await words.isVisible()) await words.click()
}

/** A cell of the list that is a field, where the list has columns. */
async function visitCell(visit: Visit, look: Look): Promise<void> {
	const rows = visit.page.locator('main tbody')
	if (!(await rows.locator('td[data-column]').first().isVisible())) return
	await rows.getByRole('button').first().focus()
	await visit.page.keyboard.press('F2')
	await rows.getByRole('textbox').waitFor()
	await look('membres-cell')
	const cell = rows.getByRole('textbox')
	if (await cell.isVisible()) await cell.press('Escape')
}

/** A minor with a guardian, in a household that somebody else pays for; nothing of it is saved. */
async function visitFamily(visit: Visit, look: Look): Promise<void> {
	const { dialog } = visit
	await visit.press('members_add')
	await visit.field('members_field_birth_date').fill('2018-05-04')
	await dialog.getByRole('button', { name: visit.name('families_make') }).waitFor()
	await look('membre-form-minor')
	await visit.press('families_make', dialog)
	await visit.field('families_payer').selectOption('other')
	await look('membre-form-household')
	await visit.field('members_field_birth_date').fill('')
	await visit.press('families_leave', dialog)
	await visit.leave()
}

/** What is deleted can be had back: by the message, and by the bar once the message is gone. */
export async function visitUndo(visit: Visit, look: Look): Promise<void> {
	const { page } = visit
	await visit.open('/membres')
	await page.locator('main').getByRole('checkbox').nth(2).check()
	await visit.press('members_remove', page.locator('main'))
	await page
		.getByRole('button', { name: visit.name('action_undo') })
		.first()
		.waitFor()
	await look('membres-removed')
	await page.reload()
	await visit.settled()
	await page.getByRole('button', { name: visit.name('action_undo') }).waitFor()
	await look('membres-removed-reloaded')
	await visit.press('action_undo')
	await page.getByRole('button', { name: visit.name('action_undo') }).waitFor({ state: 'hidden' })
}
