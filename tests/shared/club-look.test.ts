import { describe, expect, test } from 'vitest'
import { MAX_CLUB_NAME, MAX_LOGO_LENGTH, parseClubLook, PLAIN_LOOK } from '#shared/club-look.ts'

describe('parseClubLook', () => {
	test('reads what was kept', () => {
		const kept = { name: 'Judo Club', theme: 'garden', colour: '#d8232a', logo: 'data:image/webp;base64,AAAA' }

		expect(parseClubLook(kept)).toEqual(kept)
	})

	test('is plain when nothing was kept', () => {
		expect(parseClubLook({})).toEqual(PLAIN_LOOK)
	})

	test.each([
		['a theme that we do not have', { theme: 'neon' }],
		['a colour written otherwise', { colour: 'url(https://example.org)' }],
		['a drawing as logo', { logo: 'data:image/svg+xml;base64,AAAA' }],
		['an address as logo', { logo: 'https://example.org/logo.png' }],
		['a logo beyond the limit', { logo: `data:image/png;base64,${'A'.repeat(MAX_LOGO_LENGTH)}` }]
	])('takes nothing of %s', (_, kept) => {
		expect(parseClubLook(kept)).toEqual(PLAIN_LOOK)
	})

	test('cuts a name that is too long', () => {
		expect(parseClubLook({ name: 'x'.repeat(500) }).name).toHaveLength(MAX_CLUB_NAME)
	})
})
