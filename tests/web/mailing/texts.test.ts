import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { useMailingDesk } from '#tests/support/mailing-desk.ts'
import { bold, paragraph, text } from '#tests/support/rich-texts.ts'
import { mailingOf } from '#tests/support/whole-club.ts'
import { database } from '#web/db/database.ts'
import { CURRENT, listAsideDrafts, readDraft, saveDraft } from '#web/db/drafts.ts'
import { listDraftVersions } from '#web/db/draft-versions.ts'
import { saveSignature } from '#web/db/signatures.ts'
import { templates } from '#web/db/templates.ts'
import { draftFromMailing } from '#web/mailing/reuse.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'

const desk = useMailingDesk()
const doc = { type: 'doc' as const, content: [paragraph(text('Bonjour ', bold), text('à tous'))] }
const WRITTEN = { subject: 'AG', body: 'Mon texte' }

/** What the last message at the foot of the screen offers. */
const takeBack = () => toasts.items.at(-1)?.action?.run()

describe('Modèles', () => {
	test('keeps what is written under a name, and begins another message with it', async () => {
		await desk.open(1, WRITTEN)
		await desk.press('Modèles')
		await page.getByLabelText('Nom du modèle').fill('Convocation')
		await desk.press('Garder ce texte comme modèle')
		await expect.poll(async () => (await templates.list()).map(({ name }) => name)).toEqual(['Convocation'])
		await desk.press('Fermer')
		await saveDraft({ subject: 'Autre', body: 'Autre chose' })
		await expect.element(desk.body).toHaveTextContent('Autre chose')

		await desk.press('Modèles')
		await desk.press(/^Commencer par ce modèle/)

		await expect.element(desk.body).toHaveTextContent('Mon texte')
		await expect.element(desk.subject).toHaveValue('AG')
		takeBack()
		await expect.element(desk.body).toHaveTextContent('Autre chose')
	})

	test('is begun from by its plain text when its form cannot be read', async () => {
		await desk.open(1, WRITTEN)
		const broken = { type: 'doc' as const, content: 'gone' }
		await templates.add({ name: 'Cassé', subject: 'S', body: 'Le texte', doc: broken })

		await desk.press('Modèles')
		await desk.press(/^Commencer par ce modèle/)

		await expect.element(desk.body).toHaveTextContent('Le texte')
		expect((await listDraftVersions(CURRENT)).map(({ body }) => body)).toContain('Mon texte')
	})

	test('is deleted, and comes back at one click', async () => {
		await desk.open(1, WRITTEN)
		await templates.add({ name: 'Convocation', ...WRITTEN })
		await desk.press('Modèles')

		await desk.press(/^Supprimer/)
		await expect.poll(() => toasts.items.at(-1)?.message).toContain('supprimé')
		expect(await templates.list()).toEqual([])
		takeBack()

		await expect.poll(async () => (await templates.list()).length).toBe(1)
	})
})

describe('Versions précédentes', () => {
	test('puts a version back with its form, and that can be undone', async () => {
		await desk.open(1)
		await saveDraft({ subject: 'AG', doc, body: 'Bonjour à tous' })
		await saveDraft({ subject: 'AG', doc: undefined, body: 'Écrasé' })
		await expect.element(desk.body).toHaveTextContent('Écrasé')

		await desk.press('Versions précédentes')
		await page
			.getByRole('button', { name: /^Remettre la version/ })
			.first()
			.click()

		await expect.element(desk.body).toHaveTextContent('Bonjour à tous')
		await expect.poll(async () => (await readDraft()).doc).toEqual(doc)
		takeBack()
		await expect.element(desk.body).toHaveTextContent('Écrasé')
	})

	test('are no more than fifty', async () => {
		for (let at = 1; at <= 60; at += 1) {
			await database().draftVersions.add({ id: `v${at}`, draftId: CURRENT, at, subject: '', body: `${at}` })
		}
		await saveDraft({ body: 'a' })
		await saveDraft({ body: 'b' })

		expect((await listDraftVersions(CURRENT)).length).toBe(50)
	})
})

describe('Signature', () => {
	test('stands beneath the preview and what is sent, and is no part of the draft', async () => {
		await saveSignature('default', { type: 'doc', content: [paragraph(text('Le bureau', bold))] })
		await desk.open(1, WRITTEN)
		await expect.element(page.getByText('Le bureau')).toBeVisible()

		await desk.send()

		expect(desk.relay.posts[0]).toMatchObject({ text: 'Mon texte\n\n-- \nLe bureau' })
		expect(desk.relay.posts[0]?.html).toContain('<strong>Le bureau</strong>')
		await expect.element(desk.body).toHaveTextContent('')
	})
})

describe('draftFromMailing', () => {
	test('begins another draft with what was sent, without its signature, and puts the present one aside', async () => {
		const signature = { type: 'doc' as const, content: [paragraph(text('Le bureau'))] }
		const said = {
			subject: 'AG 2025',
			doc,
			body: 'Bonjour à tous',
			signature,
			text: 'Bonjour à tous\n\n-- \nLe bureau'
		}
		const { mailing, log } = mailingOf('m1', said)
		await database().mailings.add(mailing)
		await database().mailingLogs.bulkAdd([log, { ...log, id: 'copy', recipientId: '' as never }])
		await saveDraft(WRITTEN)

		expect(await draftFromMailing(mailing)).toBe(true)

		expect(await readDraft()).toMatchObject({
			subject: 'AG 2025',
			body: 'Bonjour à tous',
			doc,
			recipientIds: [log.recipientId]
		})
		expect(await listAsideDrafts()).toMatchObject([WRITTEN])
	})
})
