import { describe, expect, test } from 'vitest'
import { isForeignFreemail } from '#shared/freemail.ts'

describe('isForeignFreemail', () => {
	test.each([
		['gmail.com', 'ssl0.ovh.net'],
		['orange.fr', 'smtp.gmail.com'],
		['hotmail.fr', 'smtp.orange.fr'],
		['laposte.net', 'notlaposte.net']
	])('knows that mail of %s by %s is taken for forged', (domain, host) => {
		expect(isForeignFreemail(domain, host)).toBe(true)
	})

	test.each([
		['gmail.com', 'smtp.gmail.com'],
		['wanadoo.fr', 'smtp.orange.fr'],
		['outlook.fr', 'smtp-mail.outlook.com'],
		['club.fr', 'ssl0.ovh.net'],
		['mygmail.com', 'ssl0.ovh.net']
	])('has nothing to say of %s by %s', (domain, host) => {
		expect(isForeignFreemail(domain, host)).toBe(false)
	})
})
