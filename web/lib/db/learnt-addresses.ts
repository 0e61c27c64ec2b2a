import { mailboxKey } from '#shared/address.ts'
import type { MailingLog } from '#shared/mailing.ts'
import { database } from './database.ts'
import { addRefusedAddresses } from './refused-addresses.ts'
import type { RefusedAddress } from './schema.ts'

/**
 * Notes what results say of addresses: one that a server does not know is refused from here on, and one that it takes again
 * is not. Part of the transaction that stores the results; where none was refused, it asks the database one question. The
 * sandbox knows nobody, so what it says of an address counts for nothing.
 */
export async function learnAddresses(results: readonly MailingLog[]): Promise<void> {
	const real = results.filter(({ sandbox }) => !sandbox)
	const refused = real.filter(isRefused).map(refusalOf)
	if (refused.length > 0) await addRefusedAddresses(refused)
	const accepted = real.filter(({ status }) => status === 'sent')
	if (accepted.length > 0) await forgetRefusals(accepted)
}

/** No such mailbox (5.1.x), in the server's own words: other refusals may be about the sender, or about this message. */
const isRefused = ({ status, scope, code }: MailingLog): boolean =>
	status === 'failed' && scope === 'recipient' && code === 'address-unknown'

const refusalOf = ({ recipientEmail, timestamp, error, mailingId }: MailingLog): RefusedAddress => ({
	address: recipientEmail,
	at: timestamp,
	code: 'address-unknown',
	reply: error,
	mailingId
})

/** What came back after it was accepted is no better for being accepted again: only a person can say that it is. */
async function forgetRefusals(accepted: readonly MailingLog[]): Promise<void> {
	const { refusedAddresses } = database()
	const refusals = await refusedAddresses.toArray()
	if (refusals.length === 0) return
	const acceptedAt = new Map(accepted.map((log) => [mailboxKey(log.recipientEmail), log.timestamp]))
	const over = refusals.filter(({ address, at, bounced }) => !bounced && (acceptedAt.get(address) ?? '') > at)
	await refusedAddresses.bulkDelete(over.map(({ address }) => address))
}
