import * as v from 'valibot'
import { CONSENT_PURPOSES, isSameAnswer, NO_ANSWERS, type ConsentAnswers } from '#shared/consent.ts'
import { carryOver } from '#shared/change.ts'
import { CONTACT_KINDS } from '#shared/household.ts'
import {
	EMPTY_MEMBER,
	MemberDraft,
	type Member,
	type MemberField,
	type MemberId,
	type MemberLinks
} from '#shared/member.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { storing, type StorageFault } from '#web/db/database.ts'
import type { FormDraft, MemberEntry } from '#web/db/form-drafts.ts'
import { saveMember } from '#web/db/families.ts'
import { readHousehold } from '#web/db/households.ts'
import { findMember, readConsents } from '#web/db/members.ts'
import { findOrAddMjcClub } from '#web/db/mjc-clubs.ts'
import { KeptForm } from './kept-form.ts'
import { MemberDues } from './member-dues.svelte.ts'
import { EMPTY_FAMILY, MemberFamily, type Moved, type TypedFamily } from './member-family.svelte.ts'

/** What keeps a form from being saved; `member-gone`: he was removed meanwhile, saving again adds him anew. */
export type MemberFormFault = StorageFault['code'] | 'member-gone'
/** What keeps a field from being saved. */
export type MemberFieldError = 'name-missing' | 'too-long' | 'day'

/** A member being added or changed. What is typed is kept on the device at once, until it is saved or given up. */
export class MemberForm {
	/** The member it changes, `undefined` when it adds one. */
	memberId = $state<MemberId>()
	values = $state<MemberDraft>({ ...EMPTY_MEMBER })
	answers = $state<ConsentAnswers>({ ...NO_ANSWERS })
	/** Tags, groups, and what else the member has besides texts. */
	links = $state<MemberLinks>({})
	/** Name of a club that is being added from within, `undefined` when none is. */
	newClub = $state<string>()
	fault = $state<MemberFormFault>()
	errors = $state.raw<Partial<Record<MemberField, MemberFieldError>>>({})
	saving = $state(false)
	/** What is typed was found again, after a reload or an accident. */
	readonly recovered: boolean

	/** His household and his guardians. */
	readonly family: MemberFamily
	/** His membership and what is paid for it; `undefined` as long as the club has no season. */
	readonly dues: MemberDues | undefined

	readonly #base: MemberEntry
	readonly #kept: KeptForm<'member'>

	constructor(memberId?: MemberId, base: MemberEntry = EMPTY_ENTRY, recovered?: FormDraft<'member'>) {
		const { values, answers, links, family, dues } = recovered?.entry ?? base
		this.memberId = memberId
		this.#base = { ...base, values: { ...EMPTY_MEMBER, ...base.values } }
		// A form kept by an older version of the app may lack a field of today.
		this.values = { ...EMPTY_MEMBER, ...values }
		this.answers = { ...answers }
		this.links = { ...links }
		this.family = new MemberFamily(base.family ?? EMPTY_FAMILY, family ?? base.family ?? EMPTY_FAMILY)
		if (base.dues) this.dues = new MemberDues(base.dues, dues ?? base.dues)
		this.newClub = recovered?.newClub
		this.recovered = recovered !== undefined
		this.#kept = new KeptForm('member', recovered?.id)
	}

	/** What stands in the form now. */
	get entry(): MemberEntry {
		const { values, answers, links } = this
		return {
			values: $state.snapshot<MemberDraft>(values),
			answers: $state.snapshot(answers),
			links: $state.snapshot<MemberLinks>(links),
			family: this.family.entry,
			...(this.dues && { dues: this.dues.entry })
		}
	}
	/** The fields that differ from what the form showed when it was opened. */
	get changes(): Partial<MemberDraft> {
		const entries = Object.entries(this.values) as [MemberField, string][]
		return Object.fromEntries(entries.filter(([field, value]) => value !== this.#base.values[field]))
	}
	get changed(): boolean {
		const count = Object.keys(this.changes).length + this.#changedPurposes().length + this.#changedLinks().length
		return count > 0 || this.#newClubName !== '' || this.family.changed || this.dues?.changed === true
	}
	/** His contact before and now, and the household that he was in and is in. */
	get moved(): Moved {
		const [now, base] = [this.links.householdId ?? '', this.#base.links?.householdId ?? '']
		return { from: this.#base.values, to: this.values, householdId: now, was: this.memberId === undefined ? '' : base }
	}
	get #newClubName(): string {
		return this.newClub?.trim() ?? ''
	}

	/** Keeps on the device what stands in the form. */
	keep(): void {
		const newClub = this.#newClubName === '' ? {} : { newClub: this.newClub }
		const base = { ...this.#base, family: this.family.base }
		const content = { memberId: this.memberId, base, entry: this.entry, ...newClub }
		this.#kept.keep(this.changed ? content : null)
	}

	/**
	 * Saves what was changed, and nothing that was not: another window may have changed the rest meanwhile.
	 * Resolves to the member, `undefined` when the form must stay open: it then says why.
	 */
	async save(): Promise<MemberId | undefined> {
		const parsed = v.safeParse(MemberDraft, this.values)
		const family = this.family.parse()
		this.errors = parsed.success ? {} : errorsByField(parsed.issues)
		const dues = this.dues?.parse() ?? true
		if (!parsed.success || !family || !dues || this.saving) return undefined
		this.saving = true
		const saved = await this.#store(parsed.output, family).finally(() => (this.saving = false))
		this.fault = saved.ok ? undefined : saved.error.code
		if (!saved.ok) return undefined
		await this.discard()
		return saved.value
	}

	/** Shows what was stored of the member meanwhile, in place of what stood in these fields. */
	takeOver(
		{ tagIds, groupIds, custom, householdId, photoId, ...texts }: Partial<MemberDraft> & MemberLinks,
		answers: Partial<ConsentAnswers> = {}
	): void {
		const links = Object.fromEntries(
			Object.entries({ tagIds, groupIds, custom, householdId, photoId }).filter(([, value]) => value !== undefined)
		)
		Object.assign(this.#base.values, texts)
		Object.assign(this.values, texts)
		this.#base.links = { ...this.#base.links, ...links }
		Object.assign(this.links, links)
		this.#base.answers = { ...this.#base.answers, ...answers }
		this.answers = { ...this.answers, ...answers }
	}

	/** Forgets what was kept of it, and lets other windows know that it is closed. */
	discard(): Promise<void> {
		return this.#kept.discard()
	}

	/** Closes it without forgetting: it is found again when the list is next opened. */
	suspend(): void {
		this.#kept.suspend()
	}

	/** Opens it again after it was discarded, with what stood in it. */
	resume(): void {
		this.#kept.resume()
	}

	async #store(draft: MemberDraft, typed: TypedFamily): Promise<Result<MemberId, { code: MemberFormFault }>> {
		const club = await this.#takeNewClub()
		if (!club.ok) return club
		const whole = { ...draft, mjcClubId: this.values.mjcClubId }
		if (this.memberId !== undefined) return this.#update(this.memberId, whole, typed)
		const newId = crypto.randomUUID() as MemberId
		const family = this.family.changeFrom(typed, this.moved, true)
		const fields = { ...whole, ...heldOf(this.entry.links) }
		const { answers } = this.entry
		const dues = this.dues?.changeFor(newId, true)
		const added = await saveMember({ id: undefined, newId, fields, answers, family, ...dues, followers: 0 })
		return added.ok ? ok(newId) : added
	}

	/** A club that was named and not added yet is added and chosen: what is typed counts. */
	async #takeNewClub(): Promise<Result<unknown, StorageFault>> {
		if (this.#newClubName === '') return ok(undefined)
		const club = await findOrAddMjcClub({ name: this.#newClubName })
		if (!club.ok) return club
		this.values.mjcClubId = club.value
		this.newClub = undefined
		return club
	}

	async #update(
		id: MemberId,
		draft: MemberDraft,
		typed: TypedFamily
	): Promise<Result<MemberId, { code: MemberFormFault }>> {
		const current = await storing(async () => ({ member: await findMember(id), answers: await readConsents(id) }))
		if (!current.ok) return current
		if (!current.value.member) {
			this.memberId = undefined
			return err({ code: 'member-gone' })
		}
		const texts = Object.fromEntries(
			(Object.keys(this.changes) as MemberField[]).map((field) => [field, draft[field]])
		) as Partial<MemberDraft>
		const fields = { ...texts, ...this.#linksAfter(current.value.member) }
		const changedAnswers = Object.fromEntries(
			this.#changedPurposes().map((purpose) => [purpose, this.entry.answers[purpose]])
		)
		const answers =
			Object.keys(changedAnswers).length === 0 ? undefined : { ...current.value.answers, ...changedAnswers }
		const family = this.family.changeFrom(typed, this.moved, false)
		const followers = await this.#countFollowers()
		const dues = this.dues?.changeFor(id, false)
		const saved = await saveMember({ id, newId: id, fields, answers, family, ...dues, followers })
		return saved.ok ? ok(id) : saved
	}

	/** How many others get what was changed, as far as is known before it is written. */
	async #countFollowers(): Promise<number> {
		const housemates = (await readHousehold(this.moved.householdId))?.members ?? []
		const others = housemates.filter(({ id }) => id !== this.memberId)
		const found = this.family.listFollowers(others, this.moved)
		const following = CONTACT_KINDS.filter((kind) => this.family.following[kind])
		return new Set(following.flatMap((kind) => found[kind].map(({ id }) => id))).size
	}

	/** What was changed of the links, carried over to what is stored of them now. */
	#linksAfter(current: Member): MemberLinks {
		const [now, base] = [this.entry.links ?? {}, this.#base.links ?? {}]
		const entries = this.#changedLinks().map((name) => [name, carryOver(current[name], base[name], now[name])] as const)
		return Object.fromEntries(entries)
	}

	#changedLinks(): (keyof MemberLinks)[] {
		const [now, base] = [this.links, this.#base.links ?? {}]
		const names = [...new Set([...Object.keys(now), ...Object.keys(base)])] as (keyof MemberLinks)[]
		return names.filter((name) => JSON.stringify(now[name] ?? '') !== JSON.stringify(base[name] ?? ''))
	}

	#changedPurposes() {
		return CONSENT_PURPOSES.filter((purpose) => !isSameAnswer(this.answers[purpose], this.#base.answers[purpose]))
	}
}

/** What there is of the links: what is empty is left out of a new row. */
const heldOf = (links: MemberLinks = {}): MemberLinks =>
	Object.fromEntries(Object.entries(links).filter(([, value]) => Object.keys(value).length > 0))

const EMPTY_ENTRY: MemberEntry = { values: EMPTY_MEMBER, answers: NO_ANSWERS }

function errorsByField(issues: readonly v.BaseIssue<unknown>[]): Partial<Record<MemberField, MemberFieldError>> {
	return Object.fromEntries(issues.map((issue) => [String(issue.path?.[0]?.key), issue.message as MemberFieldError]))
}
