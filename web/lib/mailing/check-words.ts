import type { CheckFinding, CheckTopic } from '#shared/mailing-checks/checks.ts'
import type { SendingPlan, SendingWish } from '#shared/sending-plan.ts'
import { getLocale } from '#web/language.ts'
import { m } from '#web/paraglide/messages.js'
import { formatSoon } from './moments.ts'

/** What was noticed, and what one may do about it. */
export type CheckWords = { what: string; todo: string }

type Words = { [Code in CheckFinding['code']]: (finding: Extract<CheckFinding, { code: Code }>) => CheckWords }

const WORDS: Words = {
	'link-malformed': ({ link }) => ({ what: m.check_link_malformed({ link }), todo: m.check_link_malformed_todo() }),
	'link-without-scheme': ({ link }) => ({
		what: m.check_link_bare({ link }),
		todo: m.check_link_bare_todo({ link: `https://${link}` })
	}),
	'link-shortened': ({ link }) => ({ what: m.check_link_shortened({ link }), todo: m.check_link_shortened_todo() }),
	'link-leads-elsewhere': ({ link, domain }) => ({
		what: m.check_link_elsewhere({ link, domain }),
		todo: m.check_link_elsewhere_todo()
	}),
	'subject-capitals': () => ({ what: m.check_subject_capitals(), todo: m.check_subject_capitals_todo() }),
	'subject-exclamations': () => ({ what: m.check_subject_exclamations(), todo: m.check_exclamations_todo() }),
	'text-exclamations': () => ({ what: m.check_text_exclamations(), todo: m.check_exclamations_todo() }),
	'text-short': () => ({ what: m.check_text_short(), todo: m.check_text_short_todo() }),
	'day-odd': ({ day: { words, day, weekday } }) =>
		weekday === undefined
			? { what: m.check_day_past({ words }), todo: m.check_day_past_todo() }
			: { what: m.check_day_weekday({ words, day: longDay(day) }), todo: m.check_day_weekday_todo() },
	'picture-without-alt': ({ count }) => ({ what: m.check_picture_alt({ count }), todo: m.check_picture_alt_todo() }),
	'picture-alone': () => ({ what: m.check_picture_alone(), todo: m.check_picture_alone_todo() }),
	'file-forgotten': ({ words }) => ({ what: m.check_file_forgotten({ words }), todo: m.check_file_forgotten_todo() }),
	'file-empty': ({ name }) => ({ what: m.check_file_empty({ name }), todo: m.check_file_empty_todo() }),
	'files-too-many': ({ count, most }) => ({
		what: m.check_files_many({ count }),
		todo: m.check_files_many_todo({ most })
	}),
	'size-large': ({ size }) => ({ what: m.check_size_large({ size: inMegabytes(size) }), todo: m.check_size_todo() }),
	'size-refused': ({ size, most }) => ({
		what: m.check_size_refused({ size: inMegabytes(size), most: inMegabytes(most) }),
		todo: m.check_size_todo()
	})
}

const TOPICS: Record<CheckTopic, () => string> = {
	links: m.check_topic_links,
	days: m.check_topic_days,
	wording: m.check_topic_wording,
	pictures: m.check_topic_pictures,
	files: m.check_topic_files,
	size: m.check_topic_size
}

/** A finding in plain words. */
export const checkText = (finding: CheckFinding): CheckWords =>
	(WORDS[finding.code] as (finding: CheckFinding) => CheckWords)(finding)

/** What was looked at and found good, as one line. */
export const goodText = (topics: readonly CheckTopic[]): string =>
	m.check_good({ topics: new Intl.ListFormat(getLocale()).format(topics.map((topic) => TOPICS[topic]())) })

/** How a mailing will leave: "412 destinataires, 200 par heure : 3 vagues, fini vers 16:40". */
export function planText({ waves, endsAt, limits, pace }: SendingPlan & Pick<SendingWish, 'pace'>): string {
	const count = waves.reduce((sum, wave) => sum + wave.count, 0)
	const end = formatSoon(endsAt)
	if (waves.length <= 1) return m.check_plan_once({ count, end })
	const { hourlyLimit, dailyLimit } = pace
	const rates = limits.map((limit) =>
		limit === 'hourly' ? m.check_plan_hour({ count: hourlyLimit ?? 0 }) : m.check_plan_day({ count: dailyLimit ?? 0 })
	)
	return m.check_plan_waves({ count, pace: rates.join(', '), waves: waves.length, end })
}

const longDay = (day: string) =>
	new Date(day).toLocaleDateString(getLocale(), {
		...({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const),
		timeZone: 'UTC'
	})

function inMegabytes(octets: number): string {
	const format = { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 } as const
	return new Intl.NumberFormat(getLocale(), format).format(octets / 1024 / 1024)
}
