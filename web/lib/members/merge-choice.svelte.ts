import { CONSENT_PURPOSES, type Answer, type ConsentAnswers, type ConsentPurpose } from '#shared/consent.ts'
import { GUARDIAN_PLACES, listJoinedGuardians, type Guardian, type JoinedGuardian } from '#shared/guardian.ts'
import { EMPTY_MEMBER, type Member, type MemberDraft, type MemberField } from '#shared/member.ts'
import { mergeMembers } from '#web/db/merge.ts'

/** What is chosen for: a field, or an answer. */
export type MergeField = MemberField | ConsentPurpose

/** Whether it is an answer that is chosen for. */
export const isPurpose = (field: MergeField): field is ConsentPurpose =>
	CONSENT_PURPOSES.some((purpose) => purpose === field)

type Side = { member: Member; answers: ConsentAnswers; guardians?: readonly Guardian[] }
const FIELDS = Object.keys(EMPTY_MEMBER) as MemberField[]

/** Two members being made one: which of the two each field is taken from. */
export class MergeChoice {
	readonly sides: readonly [Side, Side]
	/** What differs, in the order of the form. */
	readonly fields: readonly MergeField[]
	/** The guardians of either; more than there are places for, some must go. */
	readonly guardians: readonly JoinedGuardian[]
	/** Those who stay. */
	staying = $state.raw<readonly JoinedGuardian[]>([])
	chosen = $state<Partial<Record<MergeField, 0 | 1>>>({})
	saving = $state(false)

	constructor(one: Side, other: Side) {
		// Whom the club has known longer stays: more refers to him.
		this.sides = one.member.createdAt <= other.member.createdAt ? [one, other] : [other, one]
		this.fields = [...FIELDS, ...CONSENT_PURPOSES].filter((field) => this.#textOf(0, field) !== this.#textOf(1, field))
		for (const field of this.fields) this.chosen[field] = this.#likelier(field)
		this.guardians = listJoinedGuardians(this.sides[0].guardians ?? [], this.sides[1].guardians ?? [])
		this.staying = this.guardians.slice(0, GUARDIAN_PLACES.length)
	}

	/** Whether there is a place left for a further guardian. */
	get full(): boolean {
		return this.staying.length >= GUARDIAN_PLACES.length
	}

	/** Keeps a guardian, or lets him go. */
	keep(guardian: JoinedGuardian, stays: boolean): void {
		this.staying = this.guardians.filter((one) => (one === guardian ? stays : this.staying.includes(one)))
	}

	/** The value of a field on one side; an answer is `null` when it was never given. */
	valueOf(side: 0 | 1, field: MergeField): string | Answer | null {
		const { member, answers } = this.sides[side]
		return isPurpose(field) ? (answers[field] ?? null) : (member[field] ?? '')
	}

	/** Makes them one. */
	async save() {
		this.saving = true
		const [kept, dropped] = this.sides
		const answers = { ...kept.answers }
		const values: Partial<MemberDraft> = {}
		for (const field of this.fields) {
			const value = this.valueOf(this.chosen[field] ?? 0, field)
			if (isPurpose(field)) answers[field] = value as Answer | null
			else Object.assign(values, { [field]: value })
		}
		const leaving = this.guardians.filter((one) => !this.staying.includes(one)).flatMap(({ ids }) => ids)
		const merge = { keep: kept.member.id, drop: dropped.member.id, values, answers, leaving }
		return mergeMembers(merge).finally(() => (this.saving = false))
	}

	/** What is known goes before what is not, then what was changed last. */
	#likelier(field: MergeField): 0 | 1 {
		const [one, other] = [this.#textOf(0, field), this.#textOf(1, field)]
		if (one === '' || other === '') return one === '' ? 1 : 0
		return this.sides[0].member.updatedAt >= this.sides[1].member.updatedAt ? 0 : 1
	}

	#textOf(side: 0 | 1, field: MergeField): string {
		const value = this.valueOf(side, field)
		if (typeof value === 'string') return value.trim()
		return value === null ? '' : Object.values(value).join(' ').trim()
	}
}
