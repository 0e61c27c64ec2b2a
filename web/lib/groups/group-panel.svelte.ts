import type { GroupId } from '#shared/group.ts'
import { spokenName, type Member } from '#shared/member.ts'
import { dropForm } from '#web/club-lists/drop-form.ts'
import { groups } from '#web/db/groups.ts'
import { updateMembers } from '#web/db/members.ts'
import { offerUndo } from '#web/history/undo.ts'
import { m } from '#web/paraglide/messages.js'
import type { GroupEntry } from '#web/state/group-list.svelte.ts'
import { groupForms, type NamedForm } from '#web/state/named-forms.ts'
import { storageText } from '#web/storage-words.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'

/** What stands beside the list: a group with who is in it, or a form over it. */
export class GroupPanel {
	/** The group that is looked at; `undefined` for none, or for a new one. */
	openId = $state.raw<GroupId>()
	/** The form that stands in its place. */
	form = $state.raw<NamedForm<'group'>>()

	get isOpen(): boolean {
		return this.openId !== undefined || this.form !== undefined
	}

	/** Brings back what was being typed when the page was closed. */
	async recover(): Promise<void> {
		const recovered = await groupForms.recover()
		if (recovered && this.isOpen) recovered.suspend()
		else if (recovered) this.#show(recovered)
	}

	/** Leaves the screen: what is typed is found again. */
	suspend(): void {
		this.form?.suspend()
	}

	open(id: GroupId): void {
		if (this.openId === id && !this.form) return
		this.#dropForm()
		this.openId = id
	}

	add(): void {
		if (this.form && this.form.rowId === undefined) return
		this.#show(groupForms.add())
	}

	edit({ group }: GroupEntry): void {
		this.#show(groupForms.edit(group))
	}

	/** From a form back to its group. */
	back(): void {
		const id = this.form?.rowId as GroupId | undefined
		this.#dropForm()
		this.openId = id
	}

	leave(): void {
		this.#dropForm()
		this.openId = undefined
	}

	/** The form was saved and has forgotten itself. */
	saved(id: GroupId): void {
		this.form = undefined
		this.openId = id
	}

	async remove({ group }: GroupEntry): Promise<void> {
		const removed = await groups.remove([group.id])
		if (!removed.ok) return void toasts.add(storageText(removed.error.code), { tone: 'danger' })
		if (this.openId === group.id) this.leave()
		if (removed.value) await offerUndo(m.groups_done_removed({ name: group.name }), removed.value)
	}

	/** Puts a member into a group at once; who is in it stays so. */
	join({ group }: GroupEntry, member: Member): Promise<void> {
		const edit = { field: 'groupIds', add: [group.id], remove: [] } as const
		return this.#change(member, edit, m.groups_done_joined({ name: spokenName(member), group: group.name }))
	}

	/** Takes a member out of a group at once. */
	part({ group }: GroupEntry, member: Member): Promise<void> {
		const edit = { field: 'groupIds', add: [], remove: [group.id] } as const
		return this.#change(member, edit, m.groups_done_parted({ name: spokenName(member), group: group.name }))
	}

	async #change({ id }: Member, edit: Parameters<typeof updateMembers>[1], done: string): Promise<void> {
		const updated = await updateMembers([id], edit)
		if (!updated.ok) toasts.add(storageText(updated.error.code), { tone: 'danger' })
		else if (updated.value) await offerUndo(done, updated.value)
	}

	#show(form: NamedForm<'group'>): void {
		this.#dropForm()
		this.form = form
		this.openId = form.rowId as GroupId | undefined
	}

	/** Closes a form; what was typed and not saved can be had back. */
	#dropForm(): void {
		const { form } = this
		this.form = undefined
		if (form) dropForm(form, () => this.#show(form))
	}
}
