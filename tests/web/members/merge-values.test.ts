import { describe, expect, test } from 'vitest'
import type { CustomField } from '#shared/custom-field.ts'
import { EMPTY_GROUP } from '#shared/group.ts'
import { parseContent } from '#shared/message/content.ts'
import { groups } from '#web/db/groups.ts'
import { addMember, findMember } from '#web/db/members.ts'
import { tags } from '#web/db/tags.ts'
import { findFieldGaps } from '#web/mailing/field-gaps.ts'
import { mergeValuesOf, readMergeFacts } from '#web/merge-values.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

describe('the merge fields of tags and groups', () => {
	useFreshDatabase()

	async function addZoe() {
		const tagIds = [unwrap(await tags.add({ name: 'Bénévole', colour: 'red' }))]
		const names = ['Judo enfants', 'Judo adultes']
		const groupIds = await Promise.all(names.map(async (name) => unwrap(await groups.add({ ...EMPTY_GROUP, name }))))
		const id = unwrap(await addMember({ ...memberDraft({}), tagIds, groupIds }))
		return (await findMember(id))!
	}

	test('are their names, parted by commas', async () => {
		const zoe = await addZoe()

		const values = mergeValuesOf(zoe, await readMergeFacts([zoe]))

		expect(values).toMatchObject({ etiquettes: 'Bénévole', groupes: 'Judo enfants, Judo adultes' })
	})

	test('are known, and empty for who has none', async () => {
		const zoe = { ...(await addZoe()), groupIds: [] }

		const gaps = findFieldGaps(
			parseContent({ subject: '{{etiquettes}}', text: '{{groupes}}' }),
			[zoe],
			await readMergeFacts([zoe])
		)

		expect(gaps).toMatchObject({ unknown: [], empty: [{ field: 'groupes' }] })
	})

	test('leave their name to a field of the club that had it first', async () => {
		const zoe = await addZoe()
		const field = { id: 'f1', name: 'Groupes', kind: 'text', mergeName: 'groupes' } as CustomField

		const values = mergeValuesOf(
			{ ...zoe, custom: { [field.id]: 'A' } },
			{ ...(await readMergeFacts([zoe])), customFields: [field] }
		)

		expect(values['groupes']).toBe('A')
	})
})
