import { afterEach, describe, expect, test } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { addMember, findMember, updateMember } from '#web/db/members.ts'
import MemberHistory from '#web/history/MemberHistory.svelte'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

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
		expect(shown).toEqual([{ city: 'Lyon' }])
	})

	test('is not there while nothing has changed', async () => {
		const memberId = unwrap(await addMember(memberDraft()))
		await render(MemberHistory, { memberId, href: '#', onputback: () => undefined })

		await expect.element(page.getByText('Historique de la fiche')).not.toBeInTheDocument()
	})
})
