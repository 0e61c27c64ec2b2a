import type { MemberId } from './member.ts'

/** What a mailing is for: whoever refuses news is still called to a meeting. Equal to the catalogue's keys. */
export const MAILING_PURPOSES = ['convocation', 'newsletter'] as const
export type MailingPurpose = (typeof MAILING_PURPOSES)[number]

/** Whether a minor's guardians are written to: not at all, beside him, or in his place. */
export const GUARDIAN_WAYS = ['never', 'beside', 'instead'] as const
export type GuardianWay = (typeof GUARDIAN_WAYS)[number]

/** The account that the seed's settings describe; further ones have ids of their own. */
export const DEFAULT_ACCOUNT = 'default'

/** How a mailing is to go out, besides what it says and to whom. */
export type MailingOptions = {
	purpose: MailingPurpose
	/** `DEFAULT_ACCOUNT`, or the id of a further one. */
	accountId: string
	/** One message for all who share an address, with all their first names. */
	households: boolean
	guardians: GuardianWay
	/** Whoever cannot be written to by e-mail gets the same text as a letter to print. */
	letters: boolean
	/** The sender gets a copy. */
	copyToSelf: boolean
}

export const DEFAULT_OPTIONS: MailingOptions = {
	purpose: 'convocation',
	accountId: DEFAULT_ACCOUNT,
	households: false,
	guardians: 'never',
	letters: false,
	copyToSelf: false
}

/** A file that goes out with a mailing; its bytes are kept apart, under this id. `size` in octets. */
export type AttachedFile = {
	id: string
	name: string
	type: string
	size: number
	/** By this name a picture stands inside the text, see `ContentId`. */
	contentId?: string
	/** Only for those whose values make this file's name by the rule of the mailing, see `attachmentRule`. */
	own?: true
}

/** Whoever a letter is printed for. */
export type LetterReader = { memberId: MemberId; name: string }
