import { describe, expect, test } from 'vitest'
import { findHelp } from '#web/help/find-help.ts'
import { helpPageOf } from '#web/help/help-address.ts'
import { listHelpPages } from '#web/help/help-pages.ts'

const ALL = ['/membres', '/postes', '/clubs-mjc', '/exports', '/mailing', '/sauvegarde', '/preferences']

describe('the help', () => {
	test('finds a subject whatever the accents, the one named for it first', () => {
		const found = findHelp(listHelpPages(ALL), 'reseau')

		expect(found[0]?.section.title).toBe('Ce qui marche sans réseau')
		expect(found.length).toBeGreaterThan(1)
		expect(findHelp(listHelpPages(ALL), '  ')).toEqual([])
	})

	test('has a page for every screen there is, and none for one there is not', () => {
		const pages = listHelpPages(ALL).map(({ id }) => id)

		for (const path of ALL) expect(pages).toContain(helpPageOf(path))
		expect(listHelpPages(['/membres']).map(({ id }) => id)).not.toContain('postes')
		expect(helpPageOf('/nowhere')).toBe('premiers-pas')
	})

	test('gives each subject an anchor of its own', () => {
		for (const { sections } of listHelpPages(ALL)) {
			expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length)
		}
	})
})
