import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { NO_ANSWERS } from '#shared/consent.ts'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { database } from '#web/db/database.ts'
import { customFields } from '#web/db/custom-fields.ts'
import { addPhoto } from '#web/db/photos.ts'
import { tags } from '#web/db/tags.ts'
import { addMember, findMember, readConsents, updateMember } from '#web/db/members.ts'
import MemberHistory from '#web/history/MemberHistory.svelte'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

const YES = { given: true, on: '' as const }

describe('the history of one member', () => {
	useFreshDatabase()
	afterEach(cleanup)
	afterEach(() => toasts.items.forEach(({ id }) => toasts.remove(id)))

	test('puts an old value of one field back, and leaves the others', async () => {
		const memberId = unwrap(await addMember(memberDraft({ city: 'Lyon' })))
		unwrap(await updateMember(memberId, { city: 'Dijon', phone: '0612345678' }))
		const shown: object[] = []
		await render(MemberHistory, { memberId, href: '#', onputback: (stored) => shown.push(stored) })

		await userEvent.click(page.getByText('Historique de la fiche'))
		await userEvent.click(page.getByRole('button', { name: 'Remettre cette valeur\u00a0: Ville, Lyon' }))

		await expect.poll(async () => (await findMember(memberId))?.city).toBe('Lyon')
		expect((await findMember(memberId))?.phone).toBe('0612345678')
		expect(shown).toEqual([{ values: { city: 'Lyon' }, answers: {} }])
	})

	test('puts back a value of the club’s own fields, a tag, a photo and an answer, one by one', async () => {
		const belt = unwrap(await customFields.add({ name: 'Ceinture', kind: 'choice', options: 'jaune\nverte' }))
		const weight = unwrap(await customFields.add({ name: 'Poids', kind: 'number', options: '' }))
		const tag = unwrap(await tags.add({ name: 'Bénévole', colour: 'green' }))
		const photoId = unwrap(await addPhoto({ type: 'image/png', bytes: new Uint8Array([1]) }))
		const yes = { given: true, on: '2026-09-01' as Day, source: 'paper' }
		const memberId = unwrap(
			await addMember(
				{ ...memberDraft(), custom: { [belt]: 'jaune', [weight]: '52.5' }, tagIds: [tag], photoId },
				{ ...NO_ANSWERS, image: yes }
			)
		)
		unwrap(
			await updateMember(
				memberId,
				{ custom: { [belt]: 'verte', [weight]: '60' }, tagIds: [], photoId: '' },
				{ ...NO_ANSWERS, image: { given: false, on: '' } }
			)
		)
		const shown: object[] = []
		await render(MemberHistory, { memberId, href: '#', onputback: (stored) => shown.push(stored) })
		await userEvent.click(page.getByText('Historique de la fiche'))
		const putBack = (what: string) =>
			userEvent.click(page.getByRole('button', { name: `Remettre cette valeur\u00a0: ${what}` }))

		await putBack('Ceinture, jaune')
		await expect.poll(async () => (await findMember(memberId))?.custom).toEqual({ [belt]: 'jaune', [weight]: '60' })
		await putBack('Poids, 52,5')
		await expect.poll(async () => (await findMember(memberId))?.custom).toEqual({ [belt]: 'jaune', [weight]: '52.5' })
		await putBack('Étiquettes, Bénévole')
		await expect.poll(async () => (await findMember(memberId))?.tagIds).toEqual([tag])
		await putBack('Photo, Une photo')
		await expect.poll(async () => (await findMember(memberId))?.photoId).toBe(photoId)
		await putBack('Droit à l’image, Oui, le 01/09/2026, Formulaire papier')
		await expect.poll(async () => (await readConsents(memberId)).image).toEqual(yes)
		await expect.poll(() => shown.at(-1)).toEqual({ values: {}, answers: { image: yes } })
	})

	test('begins with nothing where a value came later', async () => {
		const belt = unwrap(await customFields.add({ name: 'Ceinture', kind: 'text', options: '' }))
		const memberId = unwrap(await addMember(memberDraft()))
		unwrap(await updateMember(memberId, { custom: { [belt]: 'verte' } }, { ...NO_ANSWERS, data: YES }))
		await render(MemberHistory, { memberId, href: '#', onputback: () => undefined })
		await userEvent.click(page.getByText('Historique de la fiche'))

		await userEvent.click(page.getByRole('button', { name: 'Remettre cette valeur\u00a0: Ceinture, vide' }))
		await expect.poll(async () => (await findMember(memberId))?.custom).toEqual({})
		await userEvent.click(
			page.getByRole('button', { name: 'Remettre cette valeur\u00a0: Consentement RGPD, Jamais demandé' })
		)
		await expect.poll(async () => (await readConsents(memberId)).data).toBeNull()
	})

	test('tells of a member whose coming is not in the log', async () => {
		const memberId = 'm1' as MemberId
		await database().members.add({ ...memberDraft({ city: 'Lyon' }), id: memberId, createdAt: 1, updatedAt: 1 })
		unwrap(await updateMember(memberId, { city: 'Dijon' }))
		await render(MemberHistory, { memberId, href: '#', onputback: () => undefined })
		await userEvent.click(page.getByText('Historique de la fiche'))

		await userEvent.click(page.getByRole('button', { name: 'Remettre cette valeur\u00a0: Ville, Lyon' }))

		await expect.poll(async () => (await findMember(memberId))?.city).toBe('Lyon')
	})

	test('is not there while nothing has changed', async () => {
		const memberId = unwrap(await addMember(memberDraft()))
		await render(MemberHistory, { memberId, href: '#', onputback: () => undefined })

		await expect.element(page.getByText('Historique de la fiche')).not.toBeInTheDocument()
	})
})
