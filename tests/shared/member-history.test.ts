import { describe, expect, test } from 'vitest'
import type { Change, Row } from '#shared/change.ts'
import { listFieldHistory } from '#shared/field-history.ts'
import { spreadMemberChanges, type MemberChange } from '#shared/member-history.ts'

type Sides = [table: string, before: Row | null, after: Row | null]
const action = (at: number, ...sides: Sides[]): MemberChange[] =>
	sides.map(([table, before, after]) => {
		const key = table === 'members' ? 'm' : (((after ?? before)?.['id'] as string | undefined) ?? 'c')
		return { at, change: { setId: `s${at}`, table, key, before, after } satisfies Change }
	})
const valuesOf = (field: string, ...actions: MemberChange[][]) =>
	listFieldHistory(spreadMemberChanges(actions.flat()))
		.find((one) => one.field === field)
		?.values.map(({ value }) => value)

const consent = { id: 'c', memberId: 'm', purpose: 'image', given: true, on: '', source: 'paper' }
const YES = { given: true, on: '', source: 'paper' }
const NO = { given: false, on: '', source: 'paper' }

describe('the history of a member, value by value', () => {
	test('tells each of the club’s own fields by itself', () => {
		const actions = [
			action(1, ['members', null, { city: 'Lyon', custom: { a: '1', b: '2' } }]),
			action(2, ['members', { custom: { a: '1', b: '2' } }, { custom: { a: '3', b: '2' } }]),
			action(3, ['members', { custom: { a: '3', b: '2' } }, { custom: { a: '3' } }])
		]

		expect(valuesOf('field:a', ...actions)).toEqual(['3', '1'])
		expect(valuesOf('field:b', ...actions)).toEqual(['', '2'])
		expect(valuesOf('custom', ...actions)).toBeUndefined()
	})

	test('tells an answer whole, from never asked on', () => {
		const actions = [
			action(1, ['members', null, { city: 'Lyon' }]),
			action(2, ['consents', null, consent]),
			action(3, ['consents', { given: true }, { given: false }]),
			action(4, ['consents', { ...consent, given: false }, null])
		]

		expect(valuesOf('image', ...actions)).toEqual([null, NO, YES, null])
	})

	test('keeps the answers of who goes and comes back', () => {
		const member = { city: 'Lyon' }
		const actions = [
			action(1, ['members', null, member], ['consents', null, consent]),
			action(2, ['consents', { given: true }, { given: false }]),
			action(3, ['members', member, null], ['consents', { ...consent, given: false }, null]),
			action(4, ['members', null, member], ['consents', null, { ...consent, given: false }])
		]

		expect(valuesOf('image', ...actions)).toEqual([NO, YES])
	})

	test('takes what a merge puts in the place of an answer for one change', () => {
		const other = { ...consent, id: 'd', given: false }
		const actions = [
			action(1, ['members', null, {}], ['consents', null, consent]),
			action(2, ['members', { city: '' }, { city: 'Lyon' }], ['consents', null, other], ['consents', consent, null])
		]

		expect(valuesOf('image', ...actions)).toEqual([NO, YES])
	})
})
