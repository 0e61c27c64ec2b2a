import * as v from 'valibot'
import { EMPTY_GUARDIAN, GUARDIAN_PLACES, GuardianDraft, isGuardianKnown } from '#shared/guardian.ts'
import {
	CONTACT_KINDS,
	contactOf,
	EMPTY_HOUSEHOLD,
	HouseholdDraft,
	sharesContact,
	type Contact,
	type ContactKind,
	type HouseholdId
} from '#shared/household.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { listFollowers, type FamilyChange } from '#web/db/families.ts'
import type { FamilyEntry } from '#web/db/form-drafts.ts'

/** Nobody and nothing; who has the same address moves along, who has the same telephone or e-mail stays with it. */
export const EMPTY_FAMILY: FamilyEntry = {
	household: EMPTY_HOUSEHOLD,
	joining: [],
	guardians: GUARDIAN_PLACES.map(() => EMPTY_GUARDIAN),
	following: { address: true, phone: false, email: false }
}

const Typed = v.object({ household: HouseholdDraft, guardians: v.array(GuardianDraft) })
/** What was typed of a family, checked. */
export type TypedFamily = v.InferOutput<typeof Typed>

/** What is changed along with a member: his contact before and now, and the household that he is in and was in. */
export type Moved = { from: Contact; to: Contact; householdId: HouseholdId | ''; was: HouseholdId | '' }

/** The part of a member's form that is about his household and his guardians. */
export class MemberFamily {
	household = $state<HouseholdDraft>({ ...EMPTY_HOUSEHOLD })
	/** Members of no household who come into his. */
	joining = $state.raw<readonly MemberId[]>([])
	/** By place: the first is at 0. */
	guardians = $state<GuardianDraft[]>([])
	/** Whether the others of the household get what he has now, by kind. */
	following = $state<Record<ContactKind, boolean>>({ ...EMPTY_FAMILY.following })
	/** What is wrong, by field: `household.name`, `guardians.0.email`. */
	errors = $state.raw<Readonly<Record<string, string>>>({})
	#base: FamilyEntry

	constructor(base: FamilyEntry, entry: FamilyEntry) {
		this.#base = base
		this.household = { ...entry.household }
		this.joining = entry.joining
		this.guardians = entry.guardians.map((guardian) => ({ ...guardian, rights: [...guardian.rights] }))
		this.following = { ...entry.following }
	}

	get base(): FamilyEntry {
		return this.#base
	}
	/** What stands in the form now. */
	get entry(): FamilyEntry {
		return {
			household: $state.snapshot<HouseholdDraft>(this.household),
			joining: [...this.joining],
			guardians: $state.snapshot<GuardianDraft[]>(this.guardians),
			following: $state.snapshot(this.following)
		}
	}
	get changed(): boolean {
		const [now, base] = [this.entry, this.#base]
		return [now.household, now.joining, now.guardians].some(
			(part, at) => JSON.stringify(part) !== JSON.stringify([base.household, base.joining, base.guardians][at])
		)
	}

	/** Turns to another household, or to none: what was typed about the one before is left. */
	turnTo(household: HouseholdDraft, joining: readonly MemberId[] = []): void {
		this.#base = { ...this.#base, household: { ...household } }
		this.household = { ...household }
		this.joining = joining
	}

	/** The others who have what was changed, by kind; those of no other household than before. */
	listFollowers(housemates: readonly Member[], moved: Moved): Record<ContactKind, Member[]> {
		const isSame = moved.householdId !== '' && moved.householdId === moved.was
		const of = (kind: ContactKind) =>
			isSame && !sharesContact(kind, moved.from, moved.to) ? listFollowers(housemates, kind, moved.from) : []
		return { address: of('address'), phone: of('phone'), email: of('email') }
	}

	/** Checks what was typed. Resolves to `undefined` when something is wrong: `errors` says what. */
	parse(): TypedFamily | undefined {
		const { household, guardians } = this.entry
		const parsed = v.safeParse(Typed, { household, guardians })
		this.errors = parsed.success ? {} : errorsByPath(parsed.issues)
		return parsed.success ? parsed.output : undefined
	}

	/** What is to be stored; `adding`: of somebody who is not there yet. */
	changeFrom({ household, guardians }: TypedFamily, moved: Moved, adding: boolean): FamilyChange {
		const changed = guardians.map((after, at) => {
			const before = this.#base.guardians[at] ?? EMPTY_GUARDIAN
			const differs = JSON.stringify(before) !== JSON.stringify(after)
			return differs || (adding && isGuardianKnown(after))
				? { before: adding ? EMPTY_GUARDIAN : before, after }
				: undefined
		})
		const kinds = CONTACT_KINDS.filter(
			(kind) => this.following[kind] && moved.householdId === moved.was && !sharesContact(kind, moved.from, moved.to)
		)
		const { householdId } = moved
		return {
			...(householdId !== '' && { household: { id: householdId, before: this.#base.household, after: household } }),
			joining: this.joining,
			guardians: Object.fromEntries(
				GUARDIAN_PLACES.flatMap((place, at) => (changed[at] ? [[place, changed[at]]] : []))
			),
			following: adding ? [] : kinds.map((kind) => ({ kind, from: moved.from, to: contactOf(kind, moved.to) }))
		}
	}
}

const errorsByPath = (issues: readonly v.BaseIssue<unknown>[]): Record<string, string> =>
	Object.fromEntries(issues.map(({ path, message }) => [(path ?? []).map(({ key }) => String(key)).join('.'), message]))
