import * as v from 'valibot'

/** What a failure touches, so what to do about it: this recipient, every message, the account, or the connection. */
export const FailureScope = v.picklist(['recipient', 'message', 'account', 'connection'])
export type FailureScope = v.InferOutput<typeof FailureScope>

/** Why the relay cannot use an SMTP account. */
export const AccountFailureCode = v.picklist([
	'smtp-unreachable',
	'smtp-tls-failed',
	'smtp-auth-failed',
	'smtp-host-refused',
	'password-unreadable',
	'smtp-protocol'
])
export type AccountFailureCode = v.InferOutput<typeof AccountFailureCode>

/** Why a message was not accepted, or why nobody can know whether it was. Equal to the catalogue's keys. */
export const FailureCode = v.picklist([
	...AccountFailureCode.options,
	/** The server knows no such mailbox (5.1.x). */
	'address-unknown',
	/** The server refuses this recipient for another reason. */
	'address-refused',
	'mailbox-full',
	/** A temporary refusal that outlasted every try. */
	'temporarily-refused',
	/** The address needs SMTPUTF8 (RFC 6531), which the server does not offer. */
	'smtputf8-needed',
	'message-refused',
	'message-too-large',
	/** The account may not write as this sender. */
	'sender-refused',
	/** The server does not send on for this account, or without a login. */
	'relay-denied',
	/** The provider has blocked the account until its owner has settled that. */
	'account-blocked',
	/** The server wants nothing from the network address of the relay. */
	'client-blocked',
	/** The provider's own sending limit is reached. */
	'sending-limit',
	'connection-lost',
	/** The relay was gone while the answer was awaited. */
	'interrupted',
	'journal-unavailable'
])
export type FailureCode = v.InferOutput<typeof FailureCode>

/** An account's failure as verifications and test messages tell it; `detail` is for a person to read. */
export const AccountFailure = v.object({ code: FailureCode, detail: v.string() })
export type AccountFailure = v.InferOutput<typeof AccountFailure>
