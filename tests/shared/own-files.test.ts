import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchOwnFiles, suggestRule, type FileReader } from '#shared/own-files.ts'

const reader = (id: string, prenom: string, nom: string, rest: Record<string, string> = {}): FileReader => ({
	id,
	values: { prenom, nom, ...rest }
})
const files = (...names: string[]) => names.map((name) => ({ name }))

const zoe = reader('zoe', 'Zoé', 'Dupont', { numero_membre: '12' })
const tom = reader('tom', 'Tom', 'Martin', { numero_membre: '7' })

describe('matchOwnFiles', () => {
	test('finds each reader’s file whatever stands between the words, and however they are written', () => {
		const named = files('DUPONT_Zoe.pdf', 'martin tom.PDF')

		const { filesById, without, unclaimed, disputed } = matchOwnFiles('{{nom}}-{{prenom}}', [zoe, tom], named)

		expect([...filesById]).toEqual([
			['zoe', [named[0]]],
			['tom', [named[1]]]
		])
		expect({ without, unclaimed, disputed }).toEqual({ without: [], unclaimed: [], disputed: [] })
	})

	test('reads capitals that are stuck together as words', () => {
		expect(matchOwnFiles('{{nom}} {{prenom}}', [zoe], files('DupontZoé.pdf')).filesById.size).toBe(1)
	})

	test('lets a star stand for any words, and for none', () => {
		const named = files('Reçu 2026 Dupont Zoé signé.pdf', 'Dupont Zoé.pdf')

		expect(matchOwnFiles('* {{nom}} {{prenom}} *', [zoe], named).filesById.get('zoe')).toEqual(named)
	})

	test('takes no word for a part of another', () => {
		const martineau = files('Martineau Tom.pdf')

		expect(matchOwnFiles('* {{nom}} {{prenom}}', [tom], martineau)).toMatchObject({
			unclaimed: martineau,
			without: ['tom']
		})
	})

	test('gives nobody what two of one name could claim', () => {
		const one = files('Dupont Zoé.pdf')

		const matched = matchOwnFiles('{{nom}} {{prenom}}', [zoe, reader('other', 'Zoe', 'DUPONT')], one)

		expect(matched).toMatchObject({ disputed: one, without: ['zoe', 'other'] })
		expect(matched.filesById.size).toBe(0)
	})

	test('gives nothing to whoever has no value for a field of the rule, nor by a rule that says nothing', () => {
		const nameless = reader('nameless', '', 'Dupont')

		expect(matchOwnFiles('{{nom}} {{prenom}}', [nameless], files('Dupont.pdf')).without).toEqual(['nameless'])
		expect(matchOwnFiles('*', [zoe], files('Dupont.pdf')).unclaimed).toHaveLength(1)
		expect(matchOwnFiles('', [zoe], files('.pdf')).unclaimed).toHaveLength(1)
	})

	test('takes a star in a name for no rule', () => {
		expect(matchOwnFiles('{{nom}}', [reader('star', 'A', '* x')], files('everything x.pdf')).unclaimed).toHaveLength(1)
	})

	test('puts every file into one place, and says of every reader whether he has one, whatever they are called', () => {
		const names = fc.constantFrom('Zoé', 'Tom', 'de la Tour', '*', '', 'Dupont', 'DUPONT ', 'zoe')
		const rules = fc.array(fc.constantFrom('{{nom}}', '{{prenom}}', '*', ' ', 'reçu', '{{nom|x}}'), { maxLength: 6 })
		const fileNames = fc.array(fc.array(names, { maxLength: 4 }).map((words) => `${words.join('_')}.pdf`))
		fc.assert(
			fc.property(rules, fc.array(fc.tuple(names, names)), fileNames, (rule, people, written) => {
				const readers = people.map(([prenom, nom], index) => reader(String(index), prenom, nom))
				const given = files(...written)

				const { filesById, without, unclaimed, disputed } = matchOwnFiles(rule.join(''), readers, given)

				const claimed = [...filesById.values()].flat()
				expect(new Set([...claimed, ...unclaimed, ...disputed])).toEqual(new Set(given))
				expect(claimed.length + unclaimed.length + disputed.length).toBe(given.length)
				expect([...filesById.keys(), ...without].sort()).toEqual(readers.map(({ id }) => id).sort())
			})
		)
	})
})

describe('suggestRule', () => {
	test('finds the rule that the files were named by', () => {
		expect(suggestRule([zoe, tom], files('Zoé Dupont.pdf', 'Tom Martin.pdf'))).toBe('{{prenom}} {{nom}}')
		expect(suggestRule([zoe, tom], files('recu-dupont-zoe-2026.pdf', 'recu-martin-tom-2026.pdf'))).toBe(
			'* {{nom}} {{prenom}} *'
		)
		expect(suggestRule([zoe, tom], files('attestation 12.pdf', 'attestation 7.pdf'))).toBe('* {{numero_membre}} *')
	})

	test('suggests none where nothing fits', () => {
		expect(suggestRule([zoe, tom], files('scan1.pdf', 'scan2.pdf'))).toBeUndefined()
	})
})
