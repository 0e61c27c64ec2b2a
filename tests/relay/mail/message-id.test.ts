import { describe, expect, test } from 'vitest'
import { deriveMessageNames } from '#relay/mail/message-id.ts'

const KEY = Buffer.alloc(32, 1)
const MESSAGE = { owner: 'club', mailingId: 'mailing-1', recipientId: 'recipient-1' }

describe('deriveMessageNames', () => {
	test('names a message the same every time', () => {
		const names = deriveMessageNames(KEY, MESSAGE, 'bureau@mjc-écully.test')

		expect(deriveMessageNames(KEY, { ...MESSAGE }, 'bureau@mjc-écully.test')).toEqual(names)
		expect(names.messageId).toMatch(/^<[a-z2-7]{26}@xn--mjc-cully-e4a\.test>$/)
		expect(names.boundary).toMatch(/^[a-z2-7]{26}$/)
	})

	test('names every other message otherwise, and tells nothing of it', () => {
		const others = [
			[KEY, { ...MESSAGE, owner: 'club2' }],
			[KEY, { ...MESSAGE, mailingId: 'mailing-2' }],
			[KEY, { ...MESSAGE, recipientId: 'recipient-2' }],
			[KEY, { owner: 'club', mailingId: 'mailing-1","recipient-1', recipientId: '' }],
			[Buffer.alloc(32, 2), MESSAGE],
			[KEY, MESSAGE]
		] as const

		const names = others.map(([key, message]) => deriveMessageNames(key, message, 'bureau@club.test'))

		const all = names.flatMap(({ messageId, boundary }) => [messageId, boundary])
		expect(new Set(all).size).toBe(all.length)
		expect(all.join()).not.toMatch(/bureau|mailing|recipient/)
	})
})
