import type { Member, MemberId } from '#shared/member.ts'
import { listName } from '#shared/member.ts'
import { parseContent, renderContent } from '#shared/message/content.ts'
import { letterAddress } from '#shared/print/address-label.ts'
import type { Letter } from '#shared/print/letters.ts'
import { listMembersById } from '#web/db/members.ts'
import { mergeValuesOf, readMergeFacts } from '#web/merge-values.ts'
import { m } from '#web/paraglide/messages.js'

/** What a letter says: the same as the message. */
export type LetterText = { subject: string; text: string }

/**
 * Saves a letter to each of these members, with what the message says, filled in with his values. Resolves to the file's
 * name, and to the names of those who have no postal address.
 */
export async function saveMailingLetters(
	text: LetterText,
	ids: readonly MemberId[]
): Promise<{ file: string; homeless: string[] }> {
	const { letterHead, letterRecipient, saveLetters } = await import('#web/print/letter-file.ts')
	const members = await listMembersById(ids)
	const facts = await readMergeFacts(members)
	const template = parseContent(text)
	const letters = members.map((member): Letter => {
		const content = renderContent(template, mergeValuesOf(member, facts))
		return {
			...letterHead(),
			recipient: letterRecipient(member),
			subject: content.subject.trim(),
			body: content.text.trim().split(/\n{2,}/)
		}
	})
	return {
		file: await saveLetters(letters, m.audience_letters_file()),
		homeless: members.filter(isHomeless).map(listName)
	}
}

const isHomeless = (member: Member): boolean => letterAddress(member).length < 2
