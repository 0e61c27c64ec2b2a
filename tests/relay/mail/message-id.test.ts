import { describe, expect, test } from 'vitest'
import { createMessageNames } from '#relay/mail/message-id.ts'

const KEY = Buffer.alloc(32, 1)
const MAILING = { owner: 'club', mailingId: 'mailing-1' }

describe('createMessageNames', () => {
	test('names a message the same every time', () => {
		const names = createMessageNames(KEY, MAILING, 'bureau@mjc-écully.test')('recipient-1')

		expect(createMessageNames(KEY, { ...MAILING }, 'bureau@mjc-écully.test')('recipient-1')).toEqual(names)
		expect(names.messageId).toMatch(/^<[a-z2-7]{26}@xn--mjc-cully-e4a\.test>$/)
		expect(names.boundary).toMatch(/^[a-z2-7]{26}$/)
	})

	// A second try by a later version must be the same octet for octet.
	test('names it as it always did', () => {
		expect(createMessageNames(KEY, MAILING, 'bureau@club.test')('recipient-1')).toEqual({
			messageId: '<i4o6qufkdm6wnsmgb2h6s7phg4@club.test>',
			boundary: 'vadkbvsyhg4h4sgtpwvtny6p6q'
		})
	})

	test('names every other message otherwise, and tells nothing of it', () => {
		const others = [
			[KEY, { ...MAILING, owner: 'club2' }, 'recipient-1'],
			[KEY, { ...MAILING, mailingId: 'mailing-2' }, 'recipient-1'],
			[KEY, MAILING, 'recipient-2'],
			[KEY, { owner: 'club', mailingId: 'mailing-1","recipient-1' }, ''],
			[Buffer.alloc(32, 2), MAILING, 'recipient-1'],
			[KEY, MAILING, 'recipient-1']
		] as const

		const names = others.map(([key, mailing, id]) => createMessageNames(key, mailing, 'bureau@club.test')(id))

		const all = names.flatMap(({ messageId, boundary }) => [messageId, boundary])
		expect(new Set(all).size).toBe(all.length)
		expect(all.join()).not.toMatch(/bureau|mailing|recipient/)
	})
})
