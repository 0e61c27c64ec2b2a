import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { readCell } from '#shared/csv.ts'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { MemberId } from '#shared/member.ts'
import { DEFAULT_SMTP_SETTINGS, wireSettings } from '#shared/smtp-settings.ts'
import { measure, textsOf } from '#tests/support/print-measure.ts'
import { digestOf } from '#web/mailing-page/content-digest.ts'
import { proofCsv, proofPages } from '#web/mailing-page/proof.ts'

const AT = '2026-11-22T18:00:00.000Z'
const MAILING: Mailing = {
	...{ id: 'the-mailing', createdAt: AT, subject: 'Assemblée générale', text: 'Cher {{prenom}},\nvenez.', html: '' },
	...wireSettings({ ...DEFAULT_SMTP_SETTINGS, host: 'smtp.example.org', from: 'club@example.org' }),
	...{ accountId: 'default', sandbox: false, logging: true, progress: 'done', total: 3, journalEpoch: 'epoch' },
	...{ run: 'run', lastSeq: 3, acceptDuplicateRisk: false },
	letters: [{ memberId: 'member-9' as MemberId, name: 'Paul Sansmail' }]
}

const row = (name: string, over: Partial<MailingLog> = {}, more = { alsoFor: [] as string[], guardian: '' }) => ({
	log: {
		...{ id: name, mailingId: 'the-mailing', recipientId: name as MemberId, recipientEmail: `${name}@example.org` },
		...{ recipientName: name, subject: '', status: 'sent' as const, messageId: `<${name}@club>`, error: '' },
		...{ timestamp: AT, code: '' as const, scope: '' as const, attempt: 1, tries: 1, fields: {}, sandbox: false },
		...over
	},
	...more
})

const BOUNCE = { kind: 'hard', action: 'failed', status: '5.1.1', code: 'address-unknown', detail: '', at: AT } as const
const PROVED = {
	mailing: MAILING,
	rows: [
		row('=HYPERLINK("x");"Zoé"', {}, { alsoFor: ['Lefèvre Tom'], guardian: 'Anne Lefèvre' }),
		row('Failed', { status: 'failed', code: 'mailbox-full' }),
		row('Bounced', { bounce: BOUNCE })
	]
}

/** What a spreadsheet finds in a file. */
const readCsv = (text: string): string[][] =>
	Papa.parse<string[]>(text.replace('\uFEFF', ''), { delimiter: ';', skipEmptyLines: true }).data.map((line) =>
		line.map(readCell)
	)

describe('the proof of sending', () => {
	test('as CSV gives back who was convened, where, when, with what outcome, whatever stands in a name', async () => {
		const [titles = [], ...lines] = readCsv(await proofCsv(PROVED))
		const cell = (line: number, title: string) => lines[line]?.[titles.indexOf(title)]

		expect(lines).toHaveLength(4)
		expect(cell(0, 'Nom')).toBe('=HYPERLINK("x");"Zoé"')
		expect(cell(0, 'Pour')).toBe('Anne Lefèvre, Lefèvre Tom')
		expect(cell(0, 'Identifiant du message')).toBe('<=HYPERLINK("x");"Zoé"@club>')
		expect(lines.map((_, at) => cell(at, 'Résultat'))).toEqual(['envoyé', 'échec', 'revenu', 'à remettre sur papier'])
		expect(cell(1, 'Adresse')).toBe('Failed@example.org')
		expect([cell(3, 'Nom'), cell(3, 'Voie'), cell(3, 'Adresse')]).toEqual(['Paul Sansmail', 'Lettre', ''])
		expect(cell(2, 'Empreinte du contenu (SHA-256)')).toBe(await digestOf(MAILING))
	})

	test('states on its first page what was sent, the counts and who was not reached, and then the text', async () => {
		const [first] = await proofPages(PROVED, measure)
		const texts = textsOf(first)
		const said = texts.join(' ')

		for (const part of ['Preuve d’envoi', 'Assemblée générale', 'the-mailing', 'club@example.org', 'venez.']) {
			expect(said).toContain(part)
		}
		expect(said).toMatch(/par e-mail\s: 3, par lettre\s: 1/)
		expect(said).toContain('Failed, Bounced')
		expect(said).toMatch(/non que la personne l’a lu/)
		const digest = await digestOf(MAILING)
		// Cut to the width of its column.
		expect(texts.filter((text) => text.length > 1 && digest.includes(text)).join('')).toBe(digest)
	})

	test('lists everybody on the pages that follow, and goes on where the text is long', async () => {
		const long = {
			...PROVED,
			mailing: { ...MAILING, text: Array.from({ length: 150 }, (_, n) => `Ligne ${n}`).join('\n') }
		}

		const pages = await proofPages(long, measure)

		expect(pages.slice(1, -1).flatMap(textsOf)).toContain('Ligne 149')
		const listed = textsOf(pages.at(-1)).join(' ')
		for (const name of ['Failed', 'Bounced', 'Paul Sansmail']) expect(listed).toContain(name)
	})

	test('holds a digest that anybody can make again', async () => {
		expect(await digestOf({ subject: 'a', text: 'b' })).toBe(
			'38022fd2b8dbc5cb3d2cee74e083edbf59e3d4e13d067ebcb5db633d4cff4d8c'
		)
	})
})
