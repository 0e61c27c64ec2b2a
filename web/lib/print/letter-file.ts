import { formatDay, isMinor } from '#shared/day.ts'
import type { Member } from '#shared/member.ts'
import { letterAddress } from '#shared/print/address-label.ts'
import { layLetters, type Letter } from '#shared/print/letters.ts'
import { dayHere } from '#web/db/day-here.ts'
import { m } from '#web/paraglide/messages.js'
import { clubLook } from '#web/state/club-look.svelte.ts'
import { saveFile } from '#web/ui/save-file.ts'
import { inksOf, openPress, PLAIN_INK } from './press.ts'

const PDF = 'application/pdf'

/** Who writes, and when: the club, today. */
export const letterHead = (): Pick<Letter, 'sender' | 'date'> => ({
	sender: [clubLook.current.name],
	date: m.treasury_letter_date({ day: formatDay(dayHere()) })
})

/** Lines for the window of the envelope. Whoever is not of age is written to by his parents' door. */
export function letterRecipient(member: Member): string[] {
	const [name = '', ...address] = letterAddress(member)
	return [isMinor(member.birthDate, dayHere()) ? m.treasury_reminder_parents({ name }) : name, ...address]
}

/** Saves letters as one PDF; resolves to the file's name. `file`: how it is called, without the day. */
export async function saveLetters(letters: readonly Letter[], file: string): Promise<string> {
	const press = await openPress()
	const name = `${file}-${dayHere()}.pdf`
	const pages = layLetters(letters, press.measure)
	saveFile(name, press.print(pages, { title: file, inks: inksOf(clubLook.current.colour || PLAIN_INK) }), PDF)
	return name
}
