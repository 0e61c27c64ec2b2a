import { describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { useMailingDesk } from '#tests/support/mailing-desk.ts'
import { database } from '#web/db/database.ts'
import { readDraft } from '#web/db/drafts.ts'

const desk = useMailingDesk()

const WRITTEN = { subject: 'AG', body: 'Corps' }

/** The second is refused at his first attempt, the third is lost on the way. */
function refuseSome() {
	desk.relay.verdictOf = ({ email, attempt }) => {
		if (email === 'm2@example.org' && attempt === 1) {
			return { outcome: 'failed', code: 'address-unknown', scope: 'recipient', reply: '550 5.1.1 User unknown' }
		}
		if (email === 'm3@example.org' && attempt === 1) {
			return { outcome: 'uncertain', code: 'connection-lost', scope: 'connection' }
		}
		return undefined
	}
}

describe("Résultats de l'envoi", () => {
	test('say for each failure who, where, why and what the server said', async () => {
		refuseSome()
		await desk.open(3, WRITTEN)
		await desk.send()

		for (const count of ['1 envoyé', '1 échec', '1 incertain']) {
			await expect.element(desk.results.getByText(count, { exact: true })).toBeVisible()
		}
		const failures = desk.results.getByRole('region', { name: 'Échecs' })
		await expect.element(failures.getByText('Zoé2 Lefèvre')).toBeVisible()
		await expect.element(failures.getByText('m2@example.org')).toBeVisible()
		await expect.element(failures.getByText(/Cette adresse n’existe pas/)).toBeVisible()
		await expect.element(failures.getByText(/550 5\.1\.1 User unknown/)).toBeVisible()
	})

	test('send again to the failed ones, within the same mailing', async () => {
		refuseSome()
		await desk.open(3, WRITTEN)
		await desk.send()

		await desk.press('Renvoyer aux échecs')

		await expect.element(desk.results.getByText('2 envoyés')).toBeVisible()
		await expect.element(desk.results.getByText('0 échec')).toBeVisible()
		expect(desk.relay.deliveries.filter((email) => email === 'm1@example.org')).toHaveLength(1)
		expect(await database().mailings.count()).toBe(1)
	})

	test('take a person’s word for an uncertain one', async () => {
		refuseSome()
		await desk.open(3, WRITTEN)
		await desk.send()

		await desk.press('Marquer comme envoyé')

		await expect.element(desk.results.getByText('2 envoyés')).toBeVisible()
		await expect.element(desk.results.getByText('0 incertain')).toBeVisible()
		expect(desk.relay.posts).toHaveLength(1)
	})

	test('send an uncertain one again only when told to', async () => {
		refuseSome()
		await desk.open(3, WRITTEN)
		await desk.send()

		await desk.press('Renvoyer (risque de doublon)')

		await expect.element(desk.results.getByText('2 envoyés')).toBeVisible()
		expect(desk.relay.posts[1]).toMatchObject({
			acceptDuplicateRisk: true,
			recipients: [{ email: 'm3@example.org', attempt: 2 }]
		})
	})

	test('make a draft again for those who got nothing', async () => {
		desk.relay.automatic = false
		await desk.open(3, WRITTEN)
		await desk.send()
		desk.relay.decide(1)
		await expect.element(page.getByText('1 envoyé', { exact: true })).toBeVisible()

		await desk.press("Annuler l'envoi")
		await expect.element(desk.results.getByText('2 annulés')).toBeVisible()
		await desk.press('Reprendre comme brouillon')

		await expect.element(desk.subject).toHaveValue('AG')
		await expect.poll(async () => (await readDraft()).recipientIds).toEqual(['member-2', 'member-3'])
	})

	test('are saved as a file, a row per recipient', async () => {
		refuseSome()
		await desk.open(3, WRITTEN)
		await desk.send()
		const make = vi.spyOn(URL, 'createObjectURL')
		vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)

		await desk.press('Exporter')

		await expect.poll(() => make.mock.calls.length).toBe(1)
		const text = await (make.mock.calls[0]?.[0] as Blob).text()
		expect(text).toContain('Nom;E-mail;Résultat')
		expect(text).toContain('Zoé2 Lefèvre;m2@example.org;échec;')
		expect(text).toContain('550 5.1.1 User unknown')
		vi.restoreAllMocks()
	})

	test('are found again in the list of past mailings', async () => {
		await desk.open(1, WRITTEN)
		await desk.send()
		await desk.press('Fermer')
		await expect.element(desk.results).not.toBeInTheDocument()

		await desk.press(/^Résultats\s?: AG/)

		await expect.element(desk.results.getByText('1 envoyé', { exact: true })).toBeVisible()
	})
})
