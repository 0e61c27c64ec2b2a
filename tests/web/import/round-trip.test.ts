import fc from 'fast-check'
import * as v from 'valibot'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomField, CustomFieldId, CustomKind } from '#shared/custom-field.ts'
import type { Day } from '#shared/day.ts'
import { GUARDIAN_PLACES, GuardianDraft } from '#shared/guardian.ts'
import { MemberDraft, type Member, type MemberId } from '#shared/member.ts'
import type { KnownMember } from '#shared/member-import/difference.ts'
import type { ImportPlan } from '#shared/member-import/plan.ts'
import { exportTable } from '#web/exports/export-table.ts'
import { chosenIds, makeExportFile } from '#web/exports/export-file.ts'
import { formatWorkbook } from '#web/exports/workbook.ts'
import { readWorkbook } from '#web/state/read-workbook.ts'
import { NO_NAMES } from '#web/db/register.ts'
import { listMemberColumns } from '#web/exports/member-columns.ts'
import { overwriteGetLocale, type Locale } from '#web/paraglide/runtime.js'
import { planRows, planText, TODAY } from '../../support/import-plan.ts'
import { unwrap } from '../../support/unwrap.ts'

const text = fc.oneof(
	fc.constantFrom(
		'',
		'=1+1',
		'+33 6 12 34 56 78',
		'01000',
		'1000',
		'612345678',
		'@x',
		"'=2",
		'-',
		'O’Brien',
		'D"Arc;',
		'a\nb'
	),
	fc.string({ unit: 'grapheme', maxLength: 12 }),
	fc.string({
		unit: fc.constantFrom('"', ';', ',', '\r', '\n', '\t', '=', '+', '-', '@', "'", '0', ' ', 'é', 'B'),
		maxLength: 8
	})
)
const day = fc
	.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10) as Day)
/** An end that is over is written as such, and one to come has a day; a refusal has none. */
const end = fc.constantFrom('2026-11-22' as Day, TODAY, '2027-08-31' as Day)
const anyDay = fc.oneof(fc.constant('' as const), day)
const answer = fc.oneof(
	fc.record({ given: fc.constant(true), on: anyDay, until: end }, { requiredKeys: ['given', 'on'] }),
	fc.record({ given: fc.constant(false), on: anyDay })
)
const asked = { data: fc.option(answer), image: fc.option(answer) }
const answers = fc.record(
	{ ...asked, 'image-site': answer, 'image-social': answer, newsletter: answer },
	{ requiredKeys: ['data', 'image'] }
)

const own = (name: string, kind: CustomKind, options = ''): CustomField => ({
	...{ id: `f-${kind}` as CustomFieldId, name, kind, options, mergeName: kind, createdAt: 1, updatedAt: 1 }
})
const FIELDS = [
	own('=Poids; en kg', 'number'),
	own('Entrée au club', 'day'),
	own('T-shirt', 'choice', 'S\nM\nTrès grand'),
	own('Sortie seul', 'yes-no'),
	own('Ceinture', 'text')
]
const custom = fc.record(
	{
		'f-number': fc.constantFrom('52', '-3', '1234.50', '007'),
		'f-day': day,
		'f-choice': fc.constantFrom('S', 'Très grand'),
		'f-yes-no': fc.constantFrom('yes', 'no'),
		'f-text': text.map((value) => value.trim().replace(/\s*[\r\n]+\s*/g, ', ')).filter((value) => value !== '')
	},
	{ requiredKeys: [] }
)
const draft = fc.record({
	lastName: text.map((name) => name || 'Roux'),
	firstName: text,
	birthDate: fc.oneof(fc.constant('' as const), day),
	email: text,
	phone: text,
	address: text,
	postalCode: text,
	city: text,
	mjcClubId: fc.constant(''),
	memberNumber: fc.constant(''),
	licenceNumber: fc.constant(''),
	sportPaper: fc.constantFrom('', 'attestation', 'certificate'),
	sportPaperOn: fc.oneof(fc.constant('' as const), day),
	sportSeason: fc.constantFrom('', '2026-2027', '2028-2029'),
	notes: text
})

const guardian = fc
	.record({ name: text, relation: text, email: text, phone: text })
	.map((typed) => v.parse(GuardianDraft, { ...typed, rights: ['authority'], guardianMemberId: '' }))
/** Nobody, one in either place, or two. */
const guardians = fc
	.tuple(guardian, guardian, fc.subarray([...GUARDIAN_PLACES]))
	.map(([one, other, places]) => places.map((place) => ({ ...(place === 1 ? one : other), place })))

/** What the register may hold: what its schema lets through. */
const register = fc
	.array(fc.tuple(fc.tuple(draft, custom), answers, fc.constantFrom('', 'MJC Centre', '=MJC; « 7 »'), guardians), {
		minLength: 1,
		maxLength: 6
	})
	.map((people) =>
		people.flatMap(([[typed, held], given, clubName, guarded], index): KnownMember[] => {
			const parsed = v.safeParse(MemberDraft, typed)
			if (!parsed.success) return []
			const row = { ...parsed.output, custom: held as Member['custom'] & {} }
			const member: Member = { ...row, id: `m${index}` as MemberId, createdAt: 1, updatedAt: 1 }
			const rows = guarded.map((row, at) => ({ ...row, id: `g${at}`, memberId: member.id }))
			return [{ member, answers: given, clubName: clubName.trim(), guardians: rows }]
		})
	)

/** The register as a table, every column of it chosen. */
function tableOf(known: readonly KnownMember[]) {
	const nothing = { positions: '', groups: '', tagList: [], tags: '', household: 'Roux', payer: '', season: '' }
	const people = known.map((one) => ({
		...one,
		guardians: one.guardians ?? [],
		club: one.clubName,
		...nothing,
		dues: undefined,
		today: TODAY
	}))
	const members = people.map(({ member }) => member)
	const table = exportTable(listMemberColumns({ ...NO_NAMES, customFields: FIELDS }, members), people)
	return { table, everything: table.defaults.map((column) => ({ ...column, chosen: true })) }
}

function expectNothing({ counts, lines }: ImportPlan, known: readonly KnownMember[]) {
	expect(lines.flatMap(({ changes, problems }) => [...changes, ...problems])).toEqual([])
	expect(counts).toMatchObject({ unchanged: known.length, created: 0, changed: 0, error: 0 })
}

describe.each<Locale>(['fr', 'en'])('an export in %s, imported again', (locale) => {
	beforeAll(() => overwriteGetLocale(() => locale))

	test('changes nothing', () => {
		fc.assert(
			fc.property(register, (known) => {
				const { table, everything } = tableOf(known)
				const { text } = makeExportFile('members', table, everything)

				expectNothing(planText(text.slice(1), { known, fields: FIELDS }), known)
			}),
			{ numRuns: 300 }
		)
		expect(fc.sample(register, 50).flat().length).toBeGreaterThan(50)
	})

	test('as a workbook changes nothing either', async () => {
		await fc.assert(
			fc.asyncProperty(
				register.filter((known) => known.length > 0),
				async (known) => {
					const { table, everything } = tableOf(known)
					const bytes = await formatWorkbook(table.sheet(chosenIds(everything)), 'Membres')
					const [sheet] = unwrap(await readWorkbook(bytes, 'xlsx'))

					expectNothing(planRows(sheet?.rows ?? [], { known, fields: FIELDS }), known)
				}
			),
			{ numRuns: 60 }
		)
	})
})
