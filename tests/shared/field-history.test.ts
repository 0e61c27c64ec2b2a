import { describe, expect, test } from 'vitest'
import type { Change, Row } from '#shared/change.ts'
import { listFieldHistory } from '#shared/field-history.ts'

const changed = (at: number, before: Row | null, after: Row | null): { at: number; change: Change } => ({
	at,
	change: { setId: `s${at}`, table: 'members', key: 'm', before, after }
})

describe('listFieldHistory', () => {
	test('tells the values of a field one after the other, the present one first', () => {
		const history = listFieldHistory([
			changed(1, null, { city: 'Lyon', phone: '' }),
			changed(2, { city: 'Lyon' }, { city: 'Dijon' }),
			changed(3, { city: 'Dijon' }, { city: 'Lyon' })
		])

		expect(history).toEqual([
			{
				field: 'city',
				values: [
					{ value: 'Lyon', since: 3 },
					{ value: 'Dijon', since: 2, until: 3 },
					{ value: 'Lyon', since: 1, until: 2 }
				]
			}
		])
	})

	test('puts the field that changed last before the others', () => {
		const history = listFieldHistory([
			changed(1, null, { city: 'Lyon', phone: '', notes: 'x' }),
			changed(2, { phone: '' }, { phone: '06' }),
			changed(3, { city: 'Lyon' }, { city: 'Dijon' }),
			changed(4, { phone: '06' }, { phone: '07' })
		])

		expect(history.map(({ field }) => field)).toEqual(['phone', 'city'])
	})

	test('goes on over a deletion and a return', () => {
		const row = { city: 'Dijon' }
		const history = listFieldHistory([
			changed(1, null, { city: 'Lyon' }),
			changed(2, { city: 'Lyon' }, { city: 'Dijon' }),
			changed(3, row, null),
			changed(4, null, row)
		])

		expect(history[0]?.values).toEqual([
			{ value: 'Dijon', since: 2 },
			{ value: 'Lyon', since: 1, until: 2 }
		])
	})

	test('is empty where nothing ever changed', () => {
		expect(listFieldHistory([changed(1, null, { city: 'Lyon' })])).toEqual([])
	})
})
