import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { accountName, contentMac, messageMac, type Addressee, type MailingContent } from '#relay/mailings/mac.ts'
import { Address } from '#shared/address.ts'
import type { Addressed } from '#relay/mailings/files.ts'

/** Files are given as texts. */
type WithTexts<T extends { attachments?: MailingContent['attachments'] }> = Omit<T, 'attachments'> & {
	attachments: { filename: string; contentType: string; contentId?: string; content: string }[]
}
type Vectors = {
	content: { name: string; content: WithTexts<MailingContent>; mac: string }[]
	message: { name: string; recipient: WithTexts<Addressee>; mac: string }[]
}

const VECTORS = JSON.parse(readFileSync('tests/vectors/mac.json', 'utf8')) as Vectors

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
	// A mailing must be found again by a later version.
	test.each(VECTORS.content)('is what it was for ever: $name', ({ content, mac }) => {
		expect(contentMac(KEY, { ...content, attachments: filesOf(content) })).toBe(mac)
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
	test.each(VECTORS.message)('is what it was for ever: $name', ({ recipient, mac }) => {
		expect(messageMac(KEY, { ...recipient, attachments: filesOf(recipient) })).toBe(mac)
	})

	test('covers address, name and fields; not id, attempt or the order of fields', () => {
		const macOf = (changes: Partial<Addressed>) => {
			const recipient = { ...RECIPIENT, ...changes }
			return messageMac(KEY, recipient)
		}

		expect(macOf({ id: 'r2', attempt: 2, fields: { b: '2', a: '1' } })).toBe(macOf({}))
		expect(macOf({ email: v.parse(Address, 'b@example.org') })).not.toBe(macOf({}))
		expect(macOf({ name: 'A' })).not.toBe(macOf({}))
		expect(macOf({ fields: { a: '12', b: '' } })).not.toBe(macOf({}))
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

const filesOf = ({ attachments }: WithTexts<Pick<MailingContent, 'attachments'>>) =>
	attachments.map((file) => ({ ...file, content: Buffer.from(file.content) }))
