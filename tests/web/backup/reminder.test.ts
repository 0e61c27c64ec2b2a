import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import BackupReminder from '#web/backup/BackupReminder.svelte'
import { readBackupState } from '#web/db/backups.ts'
import { addMember } from '#web/db/members.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'

useFreshDatabase()

describe('the reminder of the backup', () => {
	test('says how much, since when, and leads to the screen', async () => {
		const state = { last: { at: Date.now() - 9.5 * 24 * 60 * 60_000, clock: '' }, changes: 53, postponedUntil: 0 }
		await render(BackupReminder, { state, href: '/sauvegarde' })

		await expect.element(page.getByText(/53 modifications depuis la dernière sauvegarde, il y a 9 jours/)).toBeVisible()
		await expect.element(page.getByRole('link', { name: 'Sauvegarder' })).toHaveAttribute('href', '/sauvegarde')
	})

	test('goes when it is put off, and rests for three days', async () => {
		await render(BackupReminder, { state: { changes: 60, postponedUntil: 0 }, href: '/sauvegarde' })
		await page.getByRole('button', { name: 'Me le rappeler dans 3 jours' }).click()

		await expect.element(page.getByText(/60 modifications/)).not.toBeInTheDocument()
		await expect.poll(async () => (await readBackupState()).postponedUntil).toBeGreaterThan(Date.now() + 2.9 * 864e5)
	})
})

describe('readBackupState', () => {
	test('counts what was ever changed where there was no backup', async () => {
		await addMember(memberDraft({ firstName: 'Zoé' }))
		await addMember(memberDraft({ firstName: 'Tom' }))

		const state = await readBackupState()

		expect(state).toMatchObject({ last: undefined, changes: 2 })
		expect(Math.abs(Date.now() - (state.firstChangeAt ?? 0))).toBeLessThan(60_000)
	})
})
