import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import { USUAL_RULES } from '#shared/retention-rules.ts'
import { readDataUses } from '#web/db/data-uses.ts'
import { listConsentProofs } from '#web/db/consent-proofs.ts'
import { eraseMembers } from '#web/db/erasure.ts'
import { addMember, readConsents, updateMember } from '#web/db/members.ts'
import { addPhoto } from '#web/db/photos.ts'
import { saveSetting } from '#web/db/settings.ts'
import { proofTable } from '#web/privacy/consent-proofs.ts'
import { listProcessings, registerCsv } from '#web/privacy/processing-register.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { unwrap } from '../../support/unwrap.ts'

const RULES = { rules: USUAL_RULES, log: 'one-year' } as const
const YES = { given: true, on: '2026-09-01' as Day, source: 'paper' }

const addZoe = async () => unwrap(await addMember(memberDraft({ phone: '06' }), { data: YES, image: null }))

describe('the register of processing', () => {
	useFreshDatabase()

	test('says what the club uses, and nothing of what it does not', async () => {
		await addZoe()

		const processings = listProcessings(await readDataUses(), RULES)

		expect(processings.map(({ title }) => title)).toEqual(['Gestion des membres'])
		expect(processings[0]?.data).toBe('Nom, prénom, téléphone')
		expect(processings[0]?.duration).toBe('3 ans après la fin de la dernière adhésion, puis revue')
	})

	test('tells of photos, of the mail provider and of how long, once there are any', async () => {
		const id = await addZoe()
		const photoId = unwrap(await addPhoto({ type: 'image/png', bytes: new Uint8Array([1]) }))
		await updateMember(id, { photoId })
		await saveSetting('smtp_host', 'mail.example.org')

		const csv = registerCsv(listProcessings(await readDataUses(), RULES))

		for (const words of ['Photos et droit à l’image', 'mail.example.org', 'Journal des envois', '1 an']) {
			expect(csv).toContain(words)
		}
	})
})

describe('the proofs of agreements', () => {
	useFreshDatabase()

	test('say who answered what, when and how, those answers among them that were replaced', async () => {
		const id = await addZoe()
		const answers = await readConsents(id)
		await updateMember(id, {}, { ...answers, data: { given: false, on: '2026-10-05' as Day, source: 'email' } })

		const [, first, second, ...others] = proofTable(await listConsentProofs())

		expect(others).toEqual([])
		expect(first?.filter((_, at) => at !== 6)).toEqual([
			...['Lefèvre Zoé', 'Consentement RGPD', 'Oui', '01/09/2026', '', 'Formulaire papier', 'Remplacée']
		])
		expect(second?.filter((_, at) => at !== 6)).toEqual([
			...['Lefèvre Zoé', 'Consentement RGPD', 'Non', '05/10/2026', '', 'E-mail', 'En vigueur']
		])
	})

	test('keep an answer that was taken out, while its member is there, and none of who was erased', async () => {
		const id = await addZoe()
		await updateMember(id, {}, { data: null, image: null })

		expect((await listConsentProofs()).map(({ stands }) => stands)).toEqual([false])
		unwrap(await eraseMembers([id]))

		expect(await listConsentProofs()).toEqual([])
	})
})
