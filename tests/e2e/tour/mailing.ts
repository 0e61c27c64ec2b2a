import type { Verification } from '#shared/wire/verification.ts'
import type { Visit } from '../visit.ts'
import type { Look } from './screens.ts'

/** What the relay answers about an account whose password is wrong; a real one would keep everybody waiting. */
const REFUSED_PASSWORD: Verification = {
	ok: false,
	steps: [
		{ step: 'resolve', ok: true, ms: 12 },
		{ step: 'connect', ok: true, ms: 31 },
		{ step: 'secure', ok: true, ms: 84 },
		{ step: 'authenticate', ok: false, ms: 152 }
	],
	failure: { code: 'smtp-auth-failed', detail: '535 5.7.8 Error: authentication failed' }
}

/** The account: what is wrong with it, and a trial that fails; leaves the sandbox set. */
export async function visitAccount(visit: Visit, look: Look): Promise<void> {
	const { dialog } = visit
	await visit.open('/mailing')
	await visit.press('smtp_title')
	await visit.field('smtp_host').waitFor()
	await look('smtp')
	await visit.field('smtp_host').fill('http://smtp.example')
	await visit.field('smtp_username').fill('judo')
	await visit.field('smtp_from').fill('judo@')
	await visit.press('smtp_ok', dialog)
	await look('smtp-errors')
	await visit.field('smtp_host').fill('127.0.0.1')
	await visit.field('smtp_username').fill('')
	await visit.field('smtp_from').fill('judo@example.org')
	await visit.page.route('**/api/v1/smtp/verifications', (route) => route.fulfill({ json: REFUSED_PASSWORD }), {
		times: 1
	})
	await visit.press('smtp_verify', dialog)
	await dialog.getByText(visit.name('smtp_verify_failed')).waitFor()
	await look('smtp-trial-failed')
	await dialog.getByRole('button', { name: visit.name('smtp_sandbox_use') }).click()
	if (await dialog.isVisible()) await visit.press('smtp_ok', dialog)
	await dialog.waitFor({ state: 'hidden' })
}

/** A mailing from the first mistake to what it will look like; leaves it written, for the sandbox, to everyone. */
export async function visitMailing(visit: Visit, look: Look): Promise<void> {
	await visit.open('/mailing')
	await visit.press('mailing_send')
	await look('mailing-errors')
	await visitAccount(visit, look)
	await visit.press('mailing_recipients')
	await visit.dialog.getByRole('checkbox').nth(1).waitFor()
	await look('recipients')
	await visit.press('recipients_sets', visit.dialog)
	await visit.dialog.locator('[aria-pressed]').first().click()
	await look('recipients-sets')
	await visit.press('recipients_sets', visit.dialog)
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

/** What `visitMailing` left, confirmed without a network: it waits, is offered once the relay is back, and is a draft again. */
export async function visitWaiting(visit: Visit, look: Look): Promise<void> {
	const { page } = visit
	await page.context().setOffline(true)
	await page.locator('.connection.offline').waitFor()
	await visit.press('mailing_send')
	await visit.dialog.waitFor()
	await look('confirmation-offline')
	await visit.press('mailing_confirm_button', visit.dialog)
	await visit.dialog.waitFor({ state: 'hidden' })
	await page.getByRole('button', { name: visit.name('offline_waiting_edit') }).waitFor()
	await look('mailing-waiting')
	await page.context().setOffline(false)
	await page.getByRole('button', { name: visit.name('offline_waiting_send') }).waitFor()
	await look('mailing-offered')
	await visit.press('offline_waiting_edit')
	await page.getByRole('button', { name: visit.name('offline_waiting_edit') }).waitFor({ state: 'hidden' })
}

/** Sends what `visitMailing` left, and reads what arrived. */
export async function visitResults(visit: Visit, look: Look): Promise<void> {
	const { page } = visit
	await visit.press('mailing_send')
	await visit.press('mailing_confirm_button', visit.dialog)
	await page.getByRole('progressbar').first().waitFor()
	await look('progress')
	const results = page.getByRole('dialog', { name: visit.name('results_title') })
	await results.waitFor({ timeout: 60_000 })
	await look('results')
	await visit.press('results_close', results)
	await look('mailing-after')
	await visit.open('/bac-a-sable')
	await look('bac-a-sable-full')
	const open = page.getByRole('article')
	if (!(await open.isVisible())) await page.locator('main li button').first().click()
	await open.getByText(visit.name('sandbox_source')).click()
	await look('bac-a-sable-source')
}

/** Results of the mailing before, of which much went wrong. */
export async function visitTrouble(visit: Visit, look: Look): Promise<void> {
	await visit.open('/mailing')
	await visit.page.locator('aside li button').first().click()
	await visit.page.getByRole('dialog', { name: visit.name('results_title') }).waitFor()
	await look('results-troubled')
	await visit.leave()
}
