import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import { MemberDraft, type Member, type MemberId } from '#shared/member.ts'
import type { KnownMember } from '#shared/member-import/difference.ts'
import { exportTable } from '#web/exports/export-table.ts'
import { makeExportFile } from '#web/exports/export-file.ts'
import { NO_NAMES } from '#web/db/register.ts'
import { listMemberColumns } from '#web/exports/member-columns.ts'
import { overwriteGetLocale, type Locale } from '#web/paraglide/runtime.js'
import { planText, TODAY } from '../../support/import-plan.ts'

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
const answer = fc.option(fc.record({ given: fc.boolean(), on: fc.oneof(fc.constant('' as const), day) }))
const answers = fc.record({ data: answer, image: answer })
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
	notes: text
})

/** What the register may hold: what its schema lets through. */
const register = fc
	.array(fc.tuple(draft, answers, fc.constantFrom('', 'MJC Centre', '=MJC; « 7 »')), { minLength: 1, maxLength: 6 })
	.map((people) =>
		people.flatMap(([typed, given, clubName], index): KnownMember[] => {
			const parsed = v.safeParse(MemberDraft, typed)
			if (!parsed.success) return []
			const member: Member = { ...parsed.output, id: `m${index}` as MemberId, createdAt: 1, updatedAt: 1 }
			return [{ member, answers: given, clubName: clubName.trim() }]
		})
	)

describe.each<Locale>(['fr', 'en'])('an export in %s, imported again', (locale) => {
	test('changes nothing', () => {
		overwriteGetLocale(() => locale)
		fc.assert(
			fc.property(register, (known) => {
				const nothing = { positions: '', groups: '', tags: '', guardians: [], household: '', payer: '', today: TODAY }
				const people = known.map((one) => ({ ...one, club: one.clubName, ...nothing }))
				const table = exportTable(
					listMemberColumns(
						NO_NAMES,
						people.map(({ member }) => member)
					),
					people
				)
				const everything = table.defaults.map((column) => ({ ...column, chosen: true }))
				const { text } = makeExportFile('members', table, everything)

				const { counts, lines } = planText(text.slice(1), { known })

				expect(lines.flatMap(({ changes, problems }) => [...changes, ...problems])).toEqual([])
				expect(counts).toMatchObject({ unchanged: known.length, created: 0, changed: 0, error: 0 })
			}),
			{ numRuns: 300 }
		)
	})
})
