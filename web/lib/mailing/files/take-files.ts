import type { AttachedFile } from '#shared/mailing-options.ts'
import { encodedOctets } from '#shared/message/size.ts'
import { err, type Result } from '#shared/result.ts'
import { LIMITS } from '#shared/wire/limits.ts'
import { addAttachments, type NewFile } from '#web/db/attachments.ts'
import type { StorageFault } from '#web/db/database.ts'

/** Why files cannot go with a mailing: equal to the catalogue's keys. `names`: which of them. */
export type FileFault = {
	code:
		| 'file-empty'
		| 'file-unreadable'
		| 'file-name-too-long'
		| 'files-too-large'
		| 'files-too-many'
		| 'files-own-too-large'
	names: string[]
}

/** What file systems allow, and the relay takes. */
const MAX_NAME = 255

/** Beyond this, many mailboxes take no message; ours and the relay's limit is higher. Octets, as it travels. */
export const HEAVY_MESSAGE = 10_000_000

/** About how much a message is with these files, in octets as it travels. */
export const messageOctets = (files: readonly Pick<AttachedFile, 'size'>[]): number =>
	encodedOctets(files.reduce((sum, { size }) => sum + size, 0))

/**
 * Keeps files on the device for a mailing that has some already, all of them or none. `own`: each is for one recipient.
 * Fails with what is wrong with which, and changes nothing then.
 */
export async function takeFiles(
	files: readonly File[],
	present: readonly AttachedFile[],
	{ own = false }: { own?: boolean } = {}
): Promise<Result<AttachedFile[], FileFault | StorageFault>> {
	const fault = findFault(files, present, own)
	if (fault) return err(fault)
	const read = await Promise.all(files.map((file) => readFile(file, own)))
	const unread = files.filter((_, index) => !read[index]).map(({ name }) => name)
	if (unread.length > 0) return err({ code: 'file-unreadable', names: unread })
	return addAttachments(read.filter((file) => file !== undefined))
}

function findFault(files: readonly File[], present: readonly AttachedFile[], own: boolean): FileFault | undefined {
	const namesOf = (wrong: (file: File) => boolean) => files.filter(wrong).map(({ name }) => name)
	const empty = namesOf(({ size }) => size === 0)
	if (empty.length > 0) return { code: 'file-empty', names: empty }
	const long = namesOf(({ name }) => name.length > MAX_NAME)
	if (long.length > 0) return { code: 'file-name-too-long', names: long }
	const names = files.map(({ name }) => name)
	const all = [...present.filter((file) => Boolean(file.own) === own), ...files]
	if (own) {
		const whole = [...present, ...files].reduce((sum, { size }) => sum + size, 0)
		// A margin for the text and what parts the files.
		return whole > LIMITS.requestBytes * 0.95 ? { code: 'files-own-too-large', names } : undefined
	}
	if (all.length > LIMITS.attachments) return { code: 'files-too-many', names }
	return messageOctets(all) > LIMITS.messageBytes * 0.98 ? { code: 'files-too-large', names } : undefined
}

/** `undefined` when the file was moved, or is a folder. */
async function readFile(file: File, own: boolean): Promise<NewFile | undefined> {
	try {
		const bytes = new Uint8Array(await file.arrayBuffer())
		return { name: file.name, type: file.type || 'application/octet-stream', bytes, own }
	} catch (error) {
		if (error instanceof DOMException) return undefined
		throw error
	}
}
