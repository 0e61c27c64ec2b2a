import { describe, expect, test } from 'vitest'
import type { ColumnPlan } from '#shared/member-import/columns.ts'
import { parseShapes, recallShape, rememberShape } from '#shared/member-import/shape.ts'

const plan = (part: Partial<ColumnPlan> = {}): ColumnPlan => ({
	headingRow: 0,
	targets: ['lastName', 'firstName', 'skip'],
	nameOrder: 'last-first',
	dayOrder: 'day-first',
	...part
})
const HEADINGS = ['Nom', 'Prénom', 'Tuteur']
const chosen = plan({ targets: ['lastName', 'firstName', 'extra-note'], dayOrder: 'month-first' })

describe('rememberShape', () => {
	test('is recalled for the same headings, wherever they stand and however they are written', () => {
		const shapes = parseShapes(JSON.stringify(rememberShape([], HEADINGS, chosen)))

		expect(recallShape(shapes, ['NOM', 'Prenom ', 'tuteur'], { guess: plan({ headingRow: 3 }) })).toEqual({
			...chosen,
			headingRow: 3
		})
	})

	test('is not recalled for other headings, another width, or a file without headings', () => {
		const shapes = rememberShape([], HEADINGS, chosen)

		expect(recallShape(shapes, ['Nom', 'Prénom', 'Mère'], { guess: plan() })).toBeUndefined()
		expect(recallShape(shapes, HEADINGS, { guess: plan({ targets: ['lastName', 'firstName'] }) })).toBeUndefined()
		expect(recallShape(shapes, HEADINGS, { guess: plan({ headingRow: -1 }) })).toBeUndefined()
		expect(rememberShape(shapes, [], plan({ headingRow: -1 }))).toEqual(shapes)
	})

	test('says nothing where the guess is the same', () => {
		expect(recallShape(rememberShape([], HEADINGS, plan()), HEADINGS, { guess: plan() })).toBeUndefined()
	})

	test('keeps the last choice for the same headings, and no more than thirty shapes', () => {
		let shapes = rememberShape([], HEADINGS, plan())
		shapes = rememberShape(shapes, HEADINGS, chosen)
		expect(shapes).toHaveLength(1)
		for (let n = 0; n < 40; n += 1) shapes = rememberShape(shapes, [`Nom ${n}`, 'Prénom', 'x'], plan())

		expect(shapes).toHaveLength(30)
		expect(shapes[0]?.headings).toBe('nom 39|prenom|x')
	})
})

describe('parseShapes', () => {
	test.for([undefined, '', 'null', '{}', '[1,{"headings":"a"}]', '[{"headings":"a","targets":["gone"]}]'])(
		'passes over what it cannot read: %j',
		(text) => {
			expect(parseShapes(text)).toEqual([])
		}
	)

	test('recalls a field of the club’s own, and leaves one out that is gone since', () => {
		const own = plan({ targets: ['lastName', 'field:a', 'field:b'] as never })
		const shapes = parseShapes(JSON.stringify(rememberShape([], HEADINGS, own)))

		const recalled = recallShape(shapes, HEADINGS, { guess: plan(), fields: [{ id: 'a' as never }] })

		expect(recalled?.targets).toEqual(['lastName', 'field:a', 'skip'])
	})
})
