import type { AudienceMessage, Excluded, ExclusionReason } from '#shared/audience.ts'
import { addresseeName } from '#shared/addressee-names.ts'
import { listName } from '#shared/member.ts'
import { failureReason } from '#web/failures.ts'
import { getLocale } from '#web/language.ts'
import { m } from '#web/paraglide/messages.js'
import { joinNames } from './names.ts'
import { formatMoment } from './moments.ts'

/** Why somebody gets no message, in a few words. */
export const REASON_WORDS: Record<ExclusionReason, () => string> = {
	'no-address': m['audience_reason_no-address'],
	'odd-address': m['audience_reason_odd-address'],
	refused: m.audience_reason_refused,
	'news-no': m['audience_reason_news-no'],
	'news-never': m['audience_reason_news-never'],
	'news-expired': m['audience_reason_news-expired']
}

/** Those who get no message by the reason, in the order in which the reasons first come. */
export const groupByReason = <Reason extends ExclusionReason>(excluded: readonly Excluded<Reason>[]) => [
	...Map.groupBy(excluded, ({ reason }) => reason)
]

/** What a server said of an address, and when; empty where none refused it. */
export function refusalText({ refusal, address }: Excluded): string {
	if (!refusal) return ''
	return m.audience_refused_on({ reason: failureReason(refusal.code), date: formatMoment(refusal.at), address })
}

/** Whom a message goes to, as a list says it: "Nom Prénom", or who reads it and for whom. */
export function messageName(message: AudienceMessage): string {
	const { member, alsoFor, guardian } = message
	if (!guardian) return alsoFor.length === 0 ? listName(member) : addresseeName(message, getLocale())
	return `${addresseeName(message, getLocale())} (${m.audience_for({ names: joinNames([member, ...alsoFor].map(listName)) })})`
}
