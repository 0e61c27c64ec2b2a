import { afterEach } from 'vitest'
import { cleanup, render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import type { MemberDraft } from '#shared/member.ts'
import { addMember } from '#web/db/members.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import ScreenWithToasts from './ScreenWithToasts.svelte'

/** Gives every test a database of its own, which is taken away once the screen over it is. */
export function useScreen(): void {
	useFreshDatabase()
	afterEach(cleanup)
}

/** Opens the screen over members with these fields, at this size, and waits until they are listed. */
export async function openScreen(members: Partial<MemberDraft>[] = [], width = 1400) {
	for (const fields of members) await addMember(memberDraft(fields))
	return reopenScreen(width)
}

/** Opens the screen over what is stored already. */
export async function reopenScreen(width = 1400) {
	await page.viewport(width, 900)
	const written: string[] = []
	const screen = await render(ScreenWithToasts, { onmailing: () => written.push('mailing') })
	return { ...screen, written }
}

export const press = (name: string) => userEvent.click(page.getByRole('button', { name, exact: true }))
