import type { Day } from '#shared/day.ts'
import type { DatedClub, Making, OldChoices, OldGround } from '#shared/old-program/ground.ts'
import type { OldClub, OldSeason } from '#shared/old-program/old-club.ts'
import { planOldImport, type OldPlan } from '#shared/old-program/plan.ts'

export const EMPTY_GROUND: OldGround = {
	members: [],
	consents: [],
	mjcClubs: [],
	positions: [],
	positionTerms: [],
	seasons: [],
	memberships: [],
	payments: [],
	customFields: []
}

/** What is chosen before anybody has chosen anything. */
export const NO_CHOICES: OldChoices = { decisions: {}, realDays: [], health: false, fileWins: false }

/** Ids, a day, and notes as codes. */
export const making = (): Making => ({
	newId: () => crypto.randomUUID(),
	now: 1_790_000_000_000,
	today: '2026-11-30' as Day,
	noteOf: ({ code, text }) => `${code} : ${text}`,
	reductionReason: 'repris'
})

/** A file with its season, or with one given in its place. */
export const dated = (club: OldClub, season: Partial<OldSeason> = {}): DatedClub => ({
	club,
	season: { name: '2025-2026', clubPrice: 135_00, mjcPrice: 23_50, ...club.season, ...season }
})

/** What an import of files would do. */
export const planOld = (
	files: readonly DatedClub[],
	{ ground = EMPTY_GROUND, ...choices }: Partial<OldChoices> & { ground?: OldGround } = {}
): OldPlan => planOldImport(files, { ground, choices: { ...NO_CHOICES, ...choices }, making: making() })

/** What the club has once a plan is carried out. */
export function carryOut({ writes }: OldPlan, ground: OldGround = EMPTY_GROUND): OldGround {
	const tables = structuredClone(ground) as unknown as Record<keyof OldGround, { id: string }[]>
	for (const write of writes) {
		const rows = tables[write.table]
		if ('row' in write) rows.push(write.row as { id: string })
		else Object.assign(rows.find(({ id }) => id === write.key) ?? {}, write.patch)
	}
	return tables as unknown as OldGround
}
