import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { accountName, contentMac, messageMac, type MailingContent } from '#relay/mailings/mac.ts'
import { Address } from '#shared/address.ts'

const KEY = new Uint8Array(32).map((_, index) => index)
const CONTENT: MailingContent = {
	createdAt: '2026-11-22T10:00:00.000Z',
	subject: 'Assemblée',
	text: 'Bonjour',
	sender: { email: v.parse(Address, 'club@example.org'), name: 'Le Club' },
	attachments: [{ filename: 'a.txt', contentType: 'text/plain', content: Buffer.from('a') }]
}
const RECIPIENT = { id: 'r1', email: v.parse(Address, 'a@example.org'), fields: { a: '1', b: '2' }, attempt: 1 }

describe('contentMac', () => {
	test('is today’s for ever: a mailing must be found again by a later version', () => {
		expect(contentMac(KEY, CONTENT)).toBe('eJRTIflA3p6SdO0dvS0mnLK2jeArbsHxRKkAlSEVziw')
		expect(contentMac(KEY, { ...CONTENT, html: '<p>Bonjour</p>' })).toBe('ky5987Lk6egF9dzsgsZeH0Od1rgKSZz6G7M1m2VMf4g')
	})

	test('does not depend on the order in which parts are written, nor on fields that are absent', () => {
		const { createdAt, ...rest } = CONTENT

		expect(contentMac(KEY, { ...rest, html: undefined, createdAt })).toBe(contentMac(KEY, CONTENT))
	})

	test('depends on the order of attachments', () => {
		const other = { filename: 'b.txt', contentType: 'text/plain', content: Buffer.from('b') }
		const forth = contentMac(KEY, { ...CONTENT, attachments: [...CONTENT.attachments, other] })
		const back = contentMac(KEY, { ...CONTENT, attachments: [other, ...CONTENT.attachments] })

		expect(forth).not.toBe(back)
	})

	test('is another under another key', () => {
		expect(
			contentMac(
				KEY.map((octet) => octet ^ 1),
				CONTENT
			)
		).not.toBe(contentMac(KEY, CONTENT))
	})
})

describe('messageMac', () => {
	test('is today’s for ever', () => {
		expect(messageMac(KEY, RECIPIENT)).toBe('roQQQZqnddmzsYjZsz9cikNOJkX6m99h_czO2RcMDH8')
	})

	test('covers address, name and fields; not id, attempt or the order of fields', () => {
		const mac = messageMac(KEY, RECIPIENT)

		expect(messageMac(KEY, { ...RECIPIENT, id: 'r2', attempt: 2, fields: { b: '2', a: '1' } })).toBe(mac)
		expect(messageMac(KEY, { ...RECIPIENT, email: v.parse(Address, 'b@example.org') })).not.toBe(mac)
		expect(messageMac(KEY, { ...RECIPIENT, name: 'A' })).not.toBe(mac)
		expect(messageMac(KEY, { ...RECIPIENT, fields: { a: '12', b: '' } })).not.toBe(mac)
	})

	test('takes no fields for none', () => {
		expect(messageMac(KEY, { ...RECIPIENT, fields: {} })).toBe(messageMac(KEY, { ...RECIPIENT, fields: undefined }))
	})
})

describe('accountName', () => {
	test('is one per host and user', () => {
		const names = [
			accountName(KEY, { host: 'a', username: 'bc' }),
			accountName(KEY, { host: 'ab', username: 'c' }),
			accountName(KEY, { host: 'a', username: 'bd' })
		]

		expect(new Set(names).size).toBe(3)
	})
})
