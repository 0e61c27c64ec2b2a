import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { SenderCheck } from '#shared/wire/sender-check.ts'
import { useFreshDatabase } from '#tests/support/database.ts'
import { answerAsRelay, type RelayAnswers, type SeenRequest } from '#tests/support/relay-stub.ts'
import SenderSection from '#web/senders/SenderSection.svelte'

useFreshDatabase()

const CLUB = { email: 'bureau@judo-dijon.fr', host: 'ssl0.ovh.net' }
const FOUND: SenderCheck = {
	spf: {
		status: 'wrong',
		code: 'spf-server-not-authorised',
		record: 'v=spf1 a -all',
		at: 'judo-dijon.fr',
		suggestion: 'v=spf1 a include:mx.ovh.com -all'
	},
	dkim: { status: 'unknown', code: 'dkim-selector-unknown', record: null },
	dmarc: {
		status: 'missing',
		code: 'dmarc-missing',
		record: null,
		at: '_dmarc.judo-dijon.fr',
		suggestion: 'v=DMARC1; p=none'
	}
}
const GOOD: SenderCheck = {
	spf: { status: 'good', code: 'spf-authorised', record: 'v=spf1 include:mx.ovh.com -all' },
	dkim: { status: 'good', code: 'dkim-key-found', record: null },
	dmarc: { status: 'good', code: 'dmarc-none', record: 'v=DMARC1; p=none' }
}

let answers: RelayAnswers
let seen: SeenRequest[]
beforeEach(() => {
	answers = { '/senders/checks': FOUND }
	seen = answerAsRelay(answers).seen
})
afterEach(() => vi.restoreAllMocks())

const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const line = (text: RegExp) => page.getByRole('listitem').filter({ hasText: text })

describe('the domain of a sender', () => {
	test('is looked at on demand, each finding with its word, its meaning and its record', async () => {
		await render(SenderSection, CLUB)
		expect(seen).toEqual([])

		await press('Vérifier mon domaine')

		await expect.element(line(/\(SPF\).*à corriger/)).toMatchTextContent(/n’autorise pas ce serveur.*v=spf1 a -all/)
		await expect.element(line(/\(DKIM\).*inconnu/)).toBeVisible()
		await expect.element(line(/\(DMARC\).*manque/)).toBeVisible()
		expect(seen).toMatchObject([{ body: { email: 'bureau@judo-dijon.fr', smtpHost: 'ssl0.ovh.net' } }])
	})

	test('comes with a letter to its host: what is missing, where, and with what value', async () => {
		await render(SenderSection, CLUB)
		await press('Vérifier mon domaine')

		await page.getByText('Ce qu’il faut demander à votre hébergeur').click()

		const letter = page.getByText(/nous envoyons le courrier de judo-dijon.fr par le serveur ssl0.ovh.net/)
		await expect.element(letter).toMatchTextContent(/v=spf1 a include:mx.ovh.com -all/)
		await expect.element(letter).toMatchTextContent(/_dmarc.judo-dijon.fr/)
		await expect.element(letter).not.toMatchTextContent(/DKIM/)
	})

	test('is remembered, and asked about again when somebody wants it', async () => {
		const first = await render(SenderSection, CLUB)
		await press('Vérifier mon domaine')
		await expect.element(page.getByText(/^Vérifié le/)).toBeVisible()
		await first.unmount()

		await render(SenderSection, { ...CLUB, email: 'tresorier@judo-dijon.fr' })
		await expect.element(page.getByText(/^Vérifié le/)).toBeVisible()
		expect(seen).toHaveLength(1)
		answers['/senders/checks'] = GOOD
		await press('Vérifier de nouveau')

		await expect.element(line(/\(SPF\).*bon/)).toBeVisible()
		expect(page.getByText('Ce qu’il faut demander à votre hébergeur').elements()).toEqual([])
	})

	test('is said to fail where everybody has an address there and another server sends', async () => {
		answers['/senders/checks'] = GOOD
		await render(SenderSection, { ...CLUB, email: 'club@gmail.com' })

		await press('Vérifier mon domaine')

		await expect.element(page.getByText(/sera prise pour un faux/)).toBeVisible()
		expect(page.getByText(/\(SPF\)/).elements()).toEqual([])
	})

	test('cannot be looked at without the relay, which is said; what was known stays', async () => {
		await render(SenderSection, CLUB)
		await press('Vérifier mon domaine')
		await expect.element(line(/\(SPF\)/)).toBeVisible()
		delete answers['/senders/checks']

		await press('Vérifier de nouveau')

		await expect.element(page.getByText(/passe par le relais, qui ne répond pas/)).toBeVisible()
		await expect.element(line(/\(SPF\)/)).toBeVisible()
	})

	test('is not asked about before there is an address and a server', async () => {
		await render(SenderSection, { email: 'club@', host: '' })

		expect(page.getByText('Votre domaine').elements()).toEqual([])
	})
})
