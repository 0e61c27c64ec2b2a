import type { Visit } from '../visit.ts'
import type { Look } from './screens.ts'

/** The forms of Postes: one added, one seen whole, given to somebody, freed. */
export async function visitPositions(visit: Visit, look: Look): Promise<void> {
	const { page, dialog } = visit
	await visit.open('/postes')
	await visit.press('positions_add', page.locator('main'))
	await visit.press('members_form_save', dialog)
	await look('poste-form-errors')
	await visit.leave()
	await page.locator('main tbody button.name').nth(1).click()
	await dialog.getByRole('heading', { name: visit.name('positions_history') }).waitFor()
	await look('poste')
	await visit.press('positions_assign', dialog)
	const person = dialog.getByRole('combobox')
	await person.fill('mar')
	await dialog.getByRole('option').first().waitFor()
	await look('poste-person')
	await person.press('Enter')
	await visit.field('positions_field_from').fill('2025-10-01')
	await visit.field('positions_field_to').fill('2025-09-01')
	await visit.press('positions_assign', dialog)
	await look('poste-assign-errors')
	await visit.press('action_cancel', dialog)
	await visit.leave()
}

/** Groups, which Membres leads to: the list, one opened, a form with what is wrong in it. */
export async function visitGroups(visit: Visit, look: Look): Promise<void> {
	const { page, dialog } = visit
	await visit.open('/membres')
	await page.locator('main a[href$="/groupes"]').locator('visible=true').click()
	await page.getByRole('heading', { name: visit.name('groups_title'), level: 1 }).waitFor()
	await visit.settled()
	await look('groupes')
	await page.locator('main tbody button.name').first().click()
	await dialog.getByRole('combobox').waitFor()
	await look('groupe')
	await dialog.getByRole('combobox').click()
	await dialog.getByRole('option').first().waitFor()
	await look('groupe-join')
	await page.keyboard.press('Escape')
	await visit.press('members_edit', dialog)
	await visit.field('groups_field_name').fill('')
	await visit.press('members_form_save', dialog)
	await look('groupe-form-errors')
	await visit.press('action_cancel', dialog)
	await visit.leave()
}

/** The forms of Clubs MJC: a name that is known, one being changed, a list pasted. */
export async function visitClubs(visit: Visit, look: Look): Promise<void> {
	const { page, dialog } = visit
	await visit.open('/clubs-mjc')
	const known = await page.locator('main tbody .name').first().innerText()
	await visit.field('clubs_field_name').fill(known.toUpperCase())
	await visit.press('clubs_add', page.locator('main'))
	await look('club-known')
	await visit.field('clubs_field_name').fill('')
	await page.locator('main tbody .doings button').first().click()
	await look('club-renamed')
	await page.keyboard.press('Escape')
	await visit.press('clubs_import', page.locator('main'))
	await visit.press('clubs_import_nothing', dialog)
	await look('clubs-import-errors')
	await visit.field('clubs_import_field').fill(`Nom du club\nMJC Marsannay\nmjc marsannay\n${known}\n\u0000\u0001`)
	await look('clubs-import')
	await visit.field('clubs_import_field').fill('')
	await visit.leave()
}
