import type { Visit } from '../visit.ts'
import type { Look } from './screens.ts'

/** Whom one looks for, and several edited together. */
export async function visitFilter(visit: Visit, look: Look): Promise<void> {
	const { page } = visit
	await visit.open('/membres')
	await visit.press('members_filter')
	await visit.dialog.getByLabel(visit.name('members_field_email'), { exact: true }).selectOption('with')
	await visit.dialog.getByRole('textbox').first().fill('Chenôve')
	await look('membres-filter')
	await visit.dialog.getByText(visit.name('consents_filter_more')).click()
	await look('membres-filter-agreements')
	const joined = visit.dialog.getByLabel(visit.name('seasons_filter_in'), { exact: true })
	if (await joined.isVisible()) {
		await joined.selectOption({ index: 1 })
		await visit.field('seasons_filter_out').scrollIntoViewIfNeeded()
		await look('membres-filter-seasons')
	}
	await visit.press('members_filter_done', visit.dialog)
	await look('membres-filtered')
	await visit.press('members_reset')
	await page.locator('main').getByRole('checkbox').nth(1).check()
	await page.locator('main').getByRole('checkbox').nth(2).check()
	await visit.press('members_edit', page.locator('main'))
	await visit.field('members_bulk_value').fill('Fontaine-lès-Dijon')
	await look('membres-together')
	await visit.field('members_bulk_value').fill('')
	await visit.field('members_bulk_field').selectOption('data')
	await visit.field('members_field_data_consent').selectOption('yes')
	await look('membres-together-agreement')
	await visit.field('members_field_data_consent').selectOption('never')
	await visit.leave()
	await page.locator('main').getByRole('checkbox').nth(1).uncheck()
	await page.locator('main').getByRole('checkbox').nth(2).uncheck()
}

/** What was done, one action opened, the filter; what one member was; who was deleted. */
export async function visitHistory(visit: Visit, look: Look): Promise<void> {
	const { page } = visit
	for (const city of ['Fontaine-lès-Dijon', 'Talant']) {
		await openFirstMember(visit)
		await visit.field('members_field_city').fill(city)
		await visit.press('members_form_save', visit.dialog)
		await visit.dialog.waitFor({ state: 'hidden' })
	}
	await openFirstMember(visit)
	await visit.dialog.getByText(visit.name('history_member_title')).click()
	await look('membre-history')
	await visit.leave()
	await page.locator('main').getByRole('checkbox').nth(2).check()
	await visit.press('members_remove', page.locator('main'))

	await visit.open('/historique')
	await page.locator('main li summary').nth(1).click()
	await page.locator('main li dl').first().waitFor()
	await look('historique-opened')
	await page.locator('main').getByText(visit.name('history_filter')).click()
	await look('historique-filter')
	await page.locator('main').getByRole('radio').last().check()
	await look('historique-corbeille')
	await page.locator('main li').getByRole('button').first().click()
	await page.locator('main li').waitFor({ state: 'hidden' })
}

async function openFirstMember(visit: Visit): Promise<void> {
	await visit.open('/membres')
	await visit.page.locator('main tbody button').first().click()
	await visit.field('members_field_notes').waitFor()
}
