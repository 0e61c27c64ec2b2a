import { MjcClubDraft, type MjcClub, type MjcClubId } from '#shared/mjc-club.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { StorageFault } from '#web/db/database.ts'
import type { FormDraft } from '#web/db/form-drafts.ts'
import { addMjcClub, listMjcClubs, updateMjcClub, type KnownClub } from '#web/db/mjc-clubs.ts'
import { EntryForm } from './entry-form.svelte.ts'
import { findLeftForm } from './kept-form.ts'

/** `club-gone`: it was removed while one was typing. */
type ClubFault = StorageFault | KnownClub | { code: 'club-gone' }

export type ClubForm = EntryForm<'club', MjcClubDraft, MjcClubId, ClubFault> & {
	/** The club it renames, `undefined` for a new one. */
	clubId: MjcClubId | undefined
}

/** A form that adds a club, or renames the one given. */
export function clubForm(club?: Pick<MjcClub, 'id' | 'name'>, recovered?: FormDraft<'club'>): ClubForm {
	const form = new EntryForm<'club', MjcClubDraft, MjcClubId, ClubFault>({
		kind: 'club',
		schema: MjcClubDraft,
		base: { name: club?.name ?? '' },
		recovered,
		contentOf: (base, entry) => ({ clubId: club?.id, base, entry }),
		store: (draft) => (club ? rename(club.id, draft) : addMjcClub(draft))
	})
	return Object.assign(form, { clubId: club?.id })
}

/** The last name of a club that was neither saved nor given up: see `findLeftForm`. */
export async function recoverClubForm(): Promise<ClubForm | undefined> {
	const left = await findLeftForm('club')
	const club = left?.clubId && { id: left.clubId, name: left.base.name }
	return left && clubForm(club || undefined, left)
}

async function rename(id: MjcClubId, draft: MjcClubDraft): Promise<Result<MjcClubId, ClubFault>> {
	if (!(await listMjcClubs()).some((club) => club.id === id)) return err({ code: 'club-gone' })
	const renamed = await updateMjcClub(id, draft)
	return renamed.ok ? ok(id) : renamed
}
