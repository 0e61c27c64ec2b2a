import { describe, expect, test } from 'vitest'
import { guessImapHost } from '#shared/imap-guess.ts'

describe('guessImapHost', () => {
	test.each([
		['smtp.gmail.com', 'imap.gmail.com'],
		['SMTP.Orange.fr', 'imap.orange.fr'],
		['smtps.example.org.', 'imap.example.org'],
		['ssl0.ovh.net', 'ssl0.ovh.net'],
		['mail.gandi.net', 'mail.gandi.net'],
		['smtp.office365.com', 'outlook.office365.com'],
		['smtp-relay.brevo.com', ''],
		['localhost', ''],
		['127.0.0.1', ''],
		['', '']
	])('takes %s for an account that is read at %s', (sending, reading) => {
		expect(guessImapHost(sending)).toBe(reading)
	})
})
