import { formatAmount } from '#shared/money.ts'
import type { Finding } from '#shared/old-program/finding.ts'
import { OLD_STATUSES, type OldClub, type OldStatus } from '#shared/old-program/old-club.ts'
import { countStatuses } from '#shared/old-program/summary.ts'
import { listName } from '#shared/member.ts'
import { getLocale } from '#web/language.ts'
import { m } from '#web/paraglide/messages.js'

const STATUS_WORDS: Record<OldStatus, () => string> = {
	paid: m.old_word_paid,
	partial: m.old_word_partial,
	unpaid: m.old_word_unpaid,
	none: m.old_word_none
}

const STATUS_COUNTS: Record<OldStatus, (inputs: { count: number }) => string> = {
	paid: m.old_status_paid,
	partial: m.old_status_partial,
	unpaid: m.old_status_unpaid,
	none: m.old_status_none
}

/** How many people of a file have each status, in a line; empty where the file knows none. */
export function statusesText(club: OldClub): string {
	if (club.generation === '1') return ''
	const counts = countStatuses(club)
	const present = OLD_STATUSES.filter((status) => counts[status] > 0)
	return present.map((status) => STATUS_COUNTS[status]({ count: counts[status] })).join(', ')
}

/** An amount as one reads it. */
export const amountText = (cents: number): string => formatAmount(cents, getLocale())

/** Of whom a finding tells, by name; empty where it is about the file. */
export function findingPerson(finding: Finding, club: OldClub): string {
	const person = 'row' in finding ? club.persons.find(({ row }) => row === finding.row) : undefined
	return person ? listName(person) : ''
}

type Words = { [C in Finding['code']]: (finding: Extract<Finding, { code: C }>) => string }

const WORDS: Words = {
	'old-default-day': m['old-default-day'],
	'old-day-odd': ({ text }) => m['old-day-odd']({ text }),
	'old-email-odd': ({ text }) => m['old-email-odd']({ text }),
	'old-cheque-text': ({ text }) => m['old-cheque-text']({ text }),
	'old-clubs-odd': ({ text }) => m['old-clubs-odd']({ text }),
	'old-amount-odd': ({ text }) => m['old-amount-odd']({ text }),
	'old-club-gone': ({ text }) => m['old-club-gone']({ text }),
	'old-text-cut': ({ text }) => m['old-text-cut']({ text }),
	'old-ancv-without-amount': m['old-ancv-without-amount'],
	'old-total-with-ancv': m['old-total-with-ancv'],
	'old-total-differs': ({ total, sum }) =>
		(total > sum ? m['old-total-differs'] : m['old-total-less'])({ total: amountText(total), sum: amountText(sum) }),
	'old-expected-differs': ({ expected, price }) =>
		m['old-expected-differs']({ expected: amountText(expected), price: amountText(price) }),
	'old-status-differs': ({ status, computed, due, paid }) =>
		m['old-status-differs']({
			status: STATUS_WORDS[status](),
			computed: STATUS_WORDS[computed](),
			due: amountText(due),
			paid: amountText(paid)
		}),
	'old-same-person': m['old-same-person'],
	'old-no-name': ({ row }) => m['old-no-name']({ row }),
	'old-payments-kept': m['old-payments-kept'],
	'old-holder-gone': ({ position }) => m['old-holder-gone']({ position }),
	'old-prices-differ': ({ season }) => m['old-prices-differ']({ season }),
	'old-left-mailings': ({ count }) => m['old-left-mailings']({ count }),
	'old-left-journal': ({ count }) => m['old-left-journal']({ count }),
	'old-left-dues': ({ count }) => m['old-left-dues']({ count })
}

/** What was found, in a sentence. */
export const findingText = (finding: Finding): string => (WORDS[finding.code] as (one: Finding) => string)(finding)

const DIFFERENCES: Finding['code'][] = [
	'old-status-differs',
	'old-total-differs',
	'old-payments-kept',
	'old-amount-odd'
]

/** Findings for a person to read: what is about money first, then person by person. */
export const sortFindings = (findings: readonly Finding[]): Finding[] =>
	findings.toSorted((a, b) => Number(DIFFERENCES.includes(b.code)) - Number(DIFFERENCES.includes(a.code)))
