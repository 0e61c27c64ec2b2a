import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { addMember, findMember, removeMembers } from '#web/db/members.ts'
import { listDeletedMembers } from '#web/db/history.ts'
import TrashList from '#web/history/TrashList.svelte'
import { toasts } from '#web/ui/toasts.svelte.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

describe('erasing somebody from the trash', () => {
	useFreshDatabase()

	test('says what goes and what stays, asks once more, and tells that it is done', async () => {
		const id = unwrap(await addMember(memberDraft()))
		await removeMembers([id])
		await render(TrashList, { deleted: await listDeletedMembers() })

		await page.getByRole('button', { name: 'Effacer définitivement Zoé Lefèvre' }).click()
		await expect.element(page.getByText('Ce qui est gardé, et pourquoi')).toBeVisible()
		await page.getByRole('button', { name: 'Continuer' }).click()
		expect(await listDeletedMembers()).toHaveLength(1)
		await page.getByRole('button', { name: 'Oui, effacer pour toujours' }).click()

		await expect.poll(() => toasts.items.map(({ message }) => message).join()).toContain('est effacée')
		await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
		expect(await listDeletedMembers()).toEqual([])
		expect(await findMember(id)).toBeUndefined()
	})
})
