import { readFile } from 'node:fs/promises'
import type { Visit } from '../visit.ts'
import type { Look } from './screens.ts'

const LIST = [
	'Nom;Prénom;Né le;E-mail;Téléphone;Grade',
	'Lefèvre;Zoé;15/01/2010;zoe.lefevre@example.org;612345678;bleu',
	'Roux;Camille;31/02/2000;camille@example.org;;vert',
	'Simon;Paul;14/05/08;;0639981234;vert',
	'Simon;Paul;14/05/08;;0639981234;vert'
].join('\r\n')

/** Every kind of export, and an export of nothing. */
export async function visitExports(visit: Visit, look: Look): Promise<void> {
	await visit.open('/exports')
	for (const kind of ['positions', 'clubs', 'seasons', 'memberships', 'payments', 'mailings']) {
		await visit.page.locator(`main input[type=radio][value=${kind}]`).check()
		await visit.settled()
		await look(`exports-${kind}`)
	}
	await visit.page.locator('main input[type=radio][value=clubs]').check()
	const boxes = visit.page.locator('main .columns').getByRole('checkbox')
	for (const box of await boxes.all()) await box.uncheck()
	await look('exports-no-column')
	await visit.press('exports_columns_reset', visit.page.locator('main'))
}

/** Each thing that can be put on paper. */
export async function visitPrint(visit: Visit, look: Look): Promise<void> {
	await visit.open('/exports')
	await visit.page.getByRole('link', { name: visit.name('print_open') }).click()
	await visit.page.locator('main svg[role=img]').waitFor()
	for (const kind of ['list', 'attendance', 'labels', 'cards', 'photos']) {
		await visit.page.locator(`main input[type=radio][value=${kind}]`).check()
		// Nobody of a club without addresses has a label: then it says so.
		await visit.page.locator('main svg[role=img], main h2').first().waitFor()
		await look(`imprimer-${kind}`)
	}
}

/** An import from the first step to its outcome, with one line of each kind. */
export async function visitImport(visit: Visit, look: Look): Promise<void> {
	const { page } = visit
	await visit.open('/membres')
	await visit.press('import_open', page.locator('main'))
	await page.getByRole('heading', { name: visit.name('import_source_title') }).waitFor()
	await page.getByText(visit.name('import_paste_title')).click()
	await look('importer')
	const list = { name: 'judo-2026.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) }
	await page.locator('input[type=file]').setInputFiles(list)
	await page.getByRole('listitem').filter({ hasText: 'Roux' }).first().waitFor()
	await page.getByText(visit.name('import_badly_read')).click()
	await look('importer-columns')
	await page.locator('main details').last().locator('summary').click()
	await page.locator('main .line button[aria-expanded]').last().click()
	await page.locator('main .line').last().scrollIntoViewIfNeeded()
	await look('importer-preview')
	await visit.press('import_leave_errors', page.locator('main'))
	await page.locator('main .bar button:enabled').click()
	await page.getByRole('link', { name: visit.name('import_see_members') }).waitFor()
	await look('importer-outcome')
}

const OLD_FILES = 'tests/support/samples/old-program'

/** The old program's files: read, with questions and remarks lying open, one refused, and what came of them. */
export async function visitOldProgram(visit: Visit, look: Look): Promise<void> {
	const { page } = visit
	const main = page.locator('main')
	await visit.open('/membres')
	await visit.press('import_open', main)
	const another = main.getByRole('button', { name: visit.name('import_another') })
	await another.or(main.getByRole('heading', { name: visit.name('import_source_title') })).waitFor()
	if (await another.isVisible()) await another.click()
	await page.locator('input[type=file]').setInputFiles([`${OLD_FILES}/sample.db`, `${OLD_FILES}/sample-v1.db`])
	await main.getByRole('table').waitFor()
	for (const summary of await main.locator('details > summary').all()) await summary.click()
	await look('importer-old-program')
	const other = { name: 'photo.db', mimeType: 'application/octet-stream', buffer: Buffer.from('photo') }
	await page.locator('input[type=file]').setInputFiles(other)
	await main.getByText(visit.name('sqlite-none')).waitFor()
	await look('importer-old-refused')
	for (const same of await main.locator('fieldset .choices label:first-child input').all()) await same.check()
	await visit.press('old_apply', main)
	await main.getByRole('button', { name: visit.name('old_report') }).waitFor()
	await look('importer-old-outcome')
	await visit.press('old_undo', main)
	await main.getByText(visit.name('old_undone_title')).waitFor()
	await look('importer-old-undone')
}

/** A backup made, opened again with a wrong and with the right passphrase, and restored. */
export async function visitBackup(visit: Visit, look: Look): Promise<void> {
	const { page } = visit
	const main = page.locator('main')
	await visit.open('/sauvegarde')
	await visit.press('backup_make', main)
	await look('sauvegarde-gap')
	await page.getByRole('radio', { name: visit.name('backup_way_own') }).check()
	await visit.field('backup_own').fill('judo')
	await visit.press('backup_make', main)
	await look('sauvegarde-own')
	await page.getByRole('radio', { name: visit.name('backup_way_proposed') }).check()
	const passphrase = (await page.getByTestId('passphrase').innerText()).split(/\s+/).join(' ')
	await page.getByRole('checkbox', { name: visit.name('backup_noted') }).check()
	const downloading = page.waitForEvent('download')
	await visit.press('backup_make', main)
	const download = await downloading
	await page.getByText(visit.name('backup_made_checked')).waitFor()
	await look('sauvegarde-made')

	const buffer = await readFile(await download.path())
	const file = { name: download.suggestedFilename(), mimeType: 'application/octet-stream', buffer }
	await page.locator('main input[type=file]').setInputFiles(file)
	await visit.field('backup_passphrase').fill('tigre velours')
	await visit.press('backup_unlock', main)
	await page.getByText(visit.name('backup_fault_passphrase')).waitFor()
	await look('sauvegarde-locked')
	await visit.field('backup_passphrase').fill(passphrase)
	await visit.press('backup_unlock', main)
	await page.getByRole('button', { name: visit.name('backup_restore') }).waitFor()
	await look('sauvegarde-review')
	await visit.press('backup_restore', main)
	await page.getByText(visit.name('backup_told_restored')).waitFor()
	await look('sauvegarde-restored')
}
