import { describe, expect, test } from 'vitest'
import { numberedMembers } from '#tests/support/outbox-bench.ts'
import { database } from '#web/db/database.ts'
import { listAsideDrafts, readDraft, saveDraft } from '#web/db/drafts.ts'
import { parseIncoming, takeIncoming } from '#web/mailing/incoming.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'

const parse = (link: string) => parseIncoming(new URLSearchParams({ mailto: link }))

describe('what another program hands over', () => {
	test('is read out of a mailto link', () => {
		expect(parse('mailto:zoe%2Bclub@example.org,tom@example.org?subject=AG%20samedi&body=Un%0D%0ADeux')).toEqual({
			emails: ['zoe+club@example.org', 'tom@example.org'],
			subject: 'AG samedi',
			body: 'Un\nDeux'
		})
		expect(parse('mailto:?to=zoe+club@example.org')?.emails).toEqual(['zoe+club@example.org'])
	})

	test('is nothing where there is nothing, and no link that is none', () => {
		expect(parseIncoming(new URLSearchParams())).toBeUndefined()
		expect(parse('https://example.org')).toBeUndefined()
		expect(parse('mailto:%E0%A4%A')).toEqual({ emails: [], subject: '', body: '' })
	})

	test('is a text that another app shares', () => {
		expect(parseIncoming(new URLSearchParams({ title: 'Affiche', text: 'Venez', url: 'https://example.org' }))).toEqual(
			{
				emails: [],
				subject: 'Affiche',
				body: 'Venez\nhttps://example.org'
			}
		)
	})
})

describe('a mailto link', () => {
	useFreshDatabase()

	test('chooses the member of that address; what was being written is put aside', async () => {
		await database().members.bulkPut(numberedMembers(2))
		await saveDraft({ subject: 'En cours', body: 'Corps' })

		await takeIncoming({ emails: ['M2@example.org'], subject: 'AG', body: '' })

		expect(await readDraft()).toMatchObject({ subject: 'AG', recipientIds: ['member-2'] })
		expect(await listAsideDrafts()).toMatchObject([{ subject: 'En cours' }])
	})

	test('tells that nobody has that address, and leaves the draft alone', async () => {
		await saveDraft({ subject: 'En cours', body: 'Corps' })

		await takeIncoming({ emails: ['qui@example.org'], subject: '', body: '' })

		expect(toasts.items.at(-1)?.message).toContain('qui@example.org n’est l’adresse d’aucun membre')
		expect(await readDraft()).toMatchObject({ subject: 'En cours' })
	})
})
