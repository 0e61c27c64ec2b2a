import * as v from 'valibot'
import { DEFAULT_ACCOUNT } from '#shared/mailing-options.ts'
import type { Result } from '#shared/result.ts'
import { Imap, ImapFailureCode, MailboxPosition } from '#shared/wire/bounces.ts'
import { database, storing, type StorageFault } from './database.ts'
import { findSetting, saveSetting } from './settings.ts'
import { listAccounts } from './smtp-accounts.ts'

/** What is known of reading a mailbox. */
const MailboxReading = v.object({
	position: v.optional(MailboxPosition),
	/** ISO 8601 in UTC; absent when it never worked. */
	readAt: v.optional(v.string()),
	/** How many reports were about messages of ours, and how many were not. */
	matched: v.number(),
	unmatched: v.number(),
	/** Why it could not be read the last time. */
	fault: v.optional(v.object({ code: ImapFailureCode, detail: v.string() }))
})
export type MailboxReading = v.InferOutput<typeof MailboxReading>

/** The mailbox into which the messages of an account come back, and what is known of reading it. */
export type BounceMailbox = { accountId: string; imap: Imap; reading: MailboxReading }

/** It belongs to the device, as all that holds a sealed password does; what was read goes with the mailings. */
export const MAILBOX_KEYS = 'bounce_mailbox:'
const READING_KEYS = 'bounce_reading:'

const StoredImap = v.pipe(v.string(), v.parseJson(), Imap)
const StoredReading = v.pipe(v.string(), v.parseJson(), v.object({ of: v.string(), reading: MailboxReading }))

const NEVER_READ: MailboxReading = { matched: 0, unmatched: 0 }

/** The mailbox of an account, `undefined` when none is read. */
export async function findBounceMailbox(accountId = DEFAULT_ACCOUNT): Promise<BounceMailbox | undefined> {
	const imap = v.safeParse(StoredImap, await findSetting(MAILBOX_KEYS + accountId))
	if (!imap.success) return undefined
	const read = v.safeParse(StoredReading, await findSetting(READING_KEYS + accountId))
	const isSame = read.success && read.output.of === nameOf(imap.output)
	return { accountId, imap: imap.output, reading: isSame ? read.output.reading : NEVER_READ }
}

/** The mailboxes of all accounts that are there. */
export async function listBounceMailboxes(): Promise<BounceMailbox[]> {
	const found = await Promise.all((await listAccounts()).map(({ id }) => findBounceMailbox(id)))
	return found.filter((mailbox) => mailbox !== undefined)
}

/** Keeps the mailbox of an account, durably; what went wrong with it before is forgotten. The password is a sealed record. */
export async function saveBounceMailbox(
	imap: Imap,
	accountId = DEFAULT_ACCOUNT
): Promise<Result<unknown, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.settings, async () => {
			await saveSetting(MAILBOX_KEYS + accountId, JSON.stringify(imap))
			const saved = await findBounceMailbox(accountId)
			if (saved?.reading.fault) await keepReading(saved, { ...saved.reading, fault: undefined })
		})
	)
}

/** Reads the mailbox of an account no more. */
export async function removeBounceMailbox(accountId = DEFAULT_ACCOUNT): Promise<Result<unknown, StorageFault>> {
	return storing(() => database().settings.delete(MAILBOX_KEYS + accountId))
}

/** Keeps how reading a mailbox went; it counts as long as the account has that mailbox. */
export async function keepReading(
	{ accountId, imap }: Pick<BounceMailbox, 'accountId' | 'imap'>,
	reading: MailboxReading
): Promise<Result<unknown, StorageFault>> {
	return saveSetting(READING_KEYS + accountId, JSON.stringify({ of: nameOf(imap), reading }))
}

/** Keeps the record that the relay sealed anew, unless the mailbox was changed meanwhile. */
export async function keepResealedMailbox(
	{ accountId, imap }: Pick<BounceMailbox, 'accountId' | 'imap'>,
	password: string
): Promise<Result<unknown, StorageFault>> {
	const db = database()
	const key = MAILBOX_KEYS + accountId
	return storing(() =>
		db.transaction('rw', db.settings, async () => {
			if ((await findSetting(key)) !== JSON.stringify(imap)) return
			await saveSetting(key, JSON.stringify({ ...imap, password }))
		})
	)
}

/** What tells one mailbox from another: a place in one means nothing in the other. */
const nameOf = ({ host, username }: Imap): string => `${username} ${host}`
