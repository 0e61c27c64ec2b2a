import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { Day } from '#shared/day.ts'
import type { GroupId } from '#shared/group.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { NO_FILTER } from '#shared/member-filter.ts'
import type { MjcClubId } from '#shared/mjc-club.ts'
import type { PositionId } from '#shared/position.ts'
import type { TagId } from '#shared/tag.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { memberDraft } from '#tests/support/member-drafts.ts'
import { database } from '#web/db/database.ts'
import { saveFilter } from '#web/db/saved-filters.ts'
import RecipientsDialog from '#web/mailing/RecipientsDialog.svelte'

const JUDO = 'judo' as GroupId
const HELPS = 'helps' as TagId
const STAMP = { createdAt: 0, updatedAt: 0 }

const dialog = () => page.getByRole('dialog', { name: 'Sélection destinataires' })
const opener = () => dialog().getByRole('button', { name: /^Par groupe/ })
const set = (name: RegExp) => dialog().getByRole('button', { name })
const box = (name: string) => dialog().getByRole('checkbox', { name, exact: true })

useFreshDatabase()

const member = (id: string, fields: Partial<Member>): Member => ({
	...memberDraft({ lastName: id, firstName: 'Ana', email: `${id}@example.org` }),
	...STAMP,
	id: id as MemberId,
	...fields
})

async function open(selected: string[] = []) {
	const onaccept = vi.fn<(ids: MemberId[]) => void>()
	await render(RecipientsDialog, { open: true, selected: selected as MemberId[], onaccept })
	return onaccept
}

async function fill() {
	const db = database()
	await db.groups.add({ id: JUDO, name: 'Judo enfants', schedule: '', place: '', leader: '', ...STAMP })
	await db.tags.add({ id: HELPS, name: 'Bénévole', colour: 'teal', ...STAMP })
	await db.tags.add({ id: 'nobody' as TagId, name: 'Ancien', colour: 'grey', ...STAMP })
	await saveFilter('De Dijon', { ...NO_FILTER, city: 'dijon' })
	await db.members.bulkPut([
		member('Adam', { groupIds: [JUDO], city: 'Dijon' }),
		member('Bois', { groupIds: [JUDO], tagIds: [HELPS] }),
		member('Colin', { groupIds: [JUDO], email: '' }),
		member('Duval', { city: 'Dijon' })
	])
}

describe('recipients by group, tag and saved filter', () => {
	test('ticks everybody of a group who can be written to, besides who is ticked already', async () => {
		await fill()
		const onaccept = await open(['Duval'])

		await opener().click()
		await expect.element(set(/^Ancien/)).not.toBeInTheDocument()
		await set(/^Judo enfants 2$/).click()
		await expect.element(set(/^Judo enfants/)).toHaveAttribute('aria-pressed', 'true')
		await dialog().getByRole('button', { name: 'OK', exact: true }).click()

		expect(onaccept).toHaveBeenCalledExactlyOnceWith(['Adam', 'Bois', 'Duval'])
	})

	test('unticks a tag whose people are all ticked, and says which groups are ticked in part', async () => {
		await fill()
		await open(['Adam', 'Bois'])

		await opener().click()
		await set(/^Bénévole 1$/).click()

		await expect.element(box('Bois Ana')).not.toBeChecked()
		await expect.element(box('Adam Ana')).toBeChecked()
		await expect.element(set(/^Judo enfants/)).toHaveAttribute('aria-pressed', 'mixed')
	})

	test('ticks whom a saved filter finds, by the keyboard alone', async () => {
		await fill()
		await open()
		await expect.element(opener()).toBeVisible()

		opener().element().focus()
		await userEvent.keyboard('{Enter}')
		set(/^De Dijon 2$/)
			.element()
			.focus()
		await userEvent.keyboard(' ')

		await expect.element(box('Adam Ana')).toBeChecked()
		await expect.element(box('Duval Ana')).toBeChecked()
		await expect.element(dialog().getByText('2 destinataires')).toBeVisible()
	})

	test('ticks who holds a position today, and who is of a club', async () => {
		await fill()
		const db = database()
		await db.positions.add({
			id: 'tres' as PositionId,
			name: 'Trésorière',
			kind: 'treasurer',
			description: '',
			...STAMP
		})
		await db.positionTerms.bulkAdd([
			{ id: 't1', positionId: 'tres' as PositionId, memberId: 'Bois' as MemberId, from: '2020-01-01' as Day, to: '' },
			{
				id: 't2',
				positionId: 'tres' as PositionId,
				memberId: 'Adam' as MemberId,
				from: '2010-01-01' as Day,
				to: '2019-12-31' as Day
			}
		])
		await db.mjcClubs.add({ id: 'echecs' as MjcClubId, name: 'Échecs', ...STAMP })
		await db.members.update('Adam' as MemberId, { mjcClubId: 'echecs' })
		const onaccept = await open()

		await opener().click()
		await set(/^Trésorière 1$/).click()
		await set(/^Échecs 1$/).click()
		await dialog().getByRole('button', { name: 'OK', exact: true }).click()

		expect(onaccept).toHaveBeenCalledExactlyOnceWith(['Adam', 'Bois'])
	})

	test('offers nothing in a club without any of them', async () => {
		await database().members.add(member('Adam', {}))
		await open()
		await expect.element(box('Adam Ana')).toBeVisible()

		await expect.element(opener()).not.toBeInTheDocument()
	})
})
