import type { Visit } from '../visit.ts'
import type { Look } from './screens.ts'

/** The figures, which Saisons leads to: as they stand, every table lying open, and those of the season before. */
export async function visitNumbers(visit: Visit, look: Look): Promise<void> {
	const main = visit.page.locator('main')
	await visit.open('/preferences')
	await main.locator('a[href$="/saisons"]').click()
	await main.locator('a[href$="/chiffres"]').click()
	await main.locator('figure canvas').first().waitFor()
	await visit.settled()
	await look('chiffres')
	const closed = main.locator('figure button[aria-expanded=false]')
	while ((await closed.count()) > 0) await closed.first().click()
	await look('chiffres-tables')
	const season = main.getByLabel(visit.name('seasons_one'))
	if (!(await season.isVisible())) return
	await season.selectOption({ index: 1 })
	await visit.settled()
	await look('chiffres-before')
}
