import { describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { bounceOf, sentMailing, useReturnsBench } from '#tests/support/returns-bench.ts'
import { findBounceMailbox, keepReading, saveBounceMailbox } from '#web/db/bounce-mailbox.ts'
import { noteBounces } from '#web/db/bounces.ts'
import { database } from '#web/db/database.ts'
import { keepOptOutState, refuseNews } from '#web/db/opt-outs.ts'
import { keepReturned } from '#web/db/returned.ts'
import MailingScreen from '#web/mailing/MailingScreen.svelte'

const bench = useReturnsBench()

const NEWS = sentMailing('news')

async function open() {
	const onmember = vi.fn()
	await render(MailingScreen, { onmember })
	await expect.element(page.getByLabelText('Objet')).toBeVisible()
	return onmember
}

async function leave(ids: string[]) {
	await bench.sent(NEWS, 8)
	const refused = await refuseNews(new Map(ids.map((id) => [id as MemberId, '2026-11-24' as Day])))
	if (!refused.ok || !refused.value) throw new Error('nothing refused')
	await keepOptOutState({ unseen: [refused.value.id] })
}

async function bounce(ns: number[]) {
	await bench.sent(NEWS, 8)
	await noteBounces(ns.map((n) => bounceOf(NEWS, n)))
	await keepReturned(ns.map((n) => `news-${n}`))
}

describe('Mailing', () => {
	test('says who wants no more news, and leads to them', async () => {
		await leave(['member-1', 'member-2'])
		const onmember = await open()

		await expect.element(page.getByText('2 personnes ne veulent plus recevoir les lettres d’information')).toBeVisible()
		await page.getByRole('button', { name: 'Lefèvre Zoé2' }).click()

		expect(onmember).toHaveBeenCalledWith('member-2')
	})

	test('takes that back when it is to be disregarded', async () => {
		await leave(['member-1'])
		await open()

		await page.getByRole('button', { name: 'Ne pas en tenir compte' }).click()

		await expect.poll(() => database().consents.count()).toBe(0)
		await expect.element(page.getByText(/ne veut plus recevoir/)).not.toBeInTheDocument()
	})

	test('says it until it has been seen', async () => {
		await leave(['member-1'])
		await open()

		await page.getByRole('button', { name: 'Masquer', exact: true }).click()

		await expect.element(page.getByText(/ne veut plus recevoir/)).not.toBeInTheDocument()
		expect(await database().consents.count()).toBe(1)
	})

	test('says whose messages came back, why, and how many more', async () => {
		await bounce([1, 2, 3, 4, 5, 6, 7])
		const onmember = await open()

		await expect.element(page.getByText('7 messages sont revenus')).toBeVisible()
		await expect.element(page.getByText(/Revenu\s: adresse inconnue \(le 23\/11\/2026\)/).first()).toBeVisible()
		await expect.element(page.getByText('et 2 autres')).toBeVisible()
		await page.getByRole('button', { name: 'Zoé1 Lefèvre' }).click()
		expect(onmember).toHaveBeenCalledWith('member-1')
	})

	test('shows in the results of a mailing what came back of it', async () => {
		await bounce([2])
		await open()

		await expect.element(page.getByText('1 revenu', { exact: true })).toBeVisible()
		await page.getByRole('button', { name: /Nouvelles/ }).click()

		const list = page.getByRole('region', { name: 'Revenus' })
		await expect.element(list.getByText('m2@example.org')).toBeVisible()
		await expect.element(list.getByText(/550 5\.1\.1 User unknown/)).toBeVisible()
	})

	test('says that the password of the mailbox was refused, and leads to it', async () => {
		await bench.sent(NEWS, 1)
		const imap = { host: 'imap.example.org', port: 993, security: 'tls', username: 'club', password: 'x' } as const
		await saveBounceMailbox(imap)
		const mailbox = await findBounceMailbox()
		if (!mailbox) throw new Error('no mailbox')
		await keepReading(mailbox, { ...mailbox.reading, fault: { code: 'imap-auth-failed', detail: '' } })
		await open()

		await expect.element(page.getByText(/a refusé le mot de passe.*le brouillon ne sont pas touchés/)).toBeVisible()
		await page.getByRole('button', { name: 'Corriger' }).click()

		await expect
			.element(page.getByRole('dialog', { name: 'Boîte des retours' }).getByLabelText('Mot de passe'))
			.toHaveFocus()
	})
})
