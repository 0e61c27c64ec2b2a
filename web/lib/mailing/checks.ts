import { dayOf, type Day } from '#shared/day.ts'
import { checkMailing, isRefused, type CheckFinding } from '#shared/mailing-checks/checks.ts'
import { planSending, type SendingPlan, type SendingWish } from '#shared/sending-plan.ts'
import { wireSettings } from '#shared/smtp-settings.ts'
import type { RelayInfo } from '#shared/wire/relay-info.ts'
import { countAhead, listSpent } from '#web/outbox/account-use.ts'
import type { Confirmed } from '#web/outbox/freeze.ts'
import { contentOf, sentFiles } from '#web/outbox/written-content.ts'

/** What was looked at before a mailing leaves, and what its way is planned by. */
export type Checks = {
	findings: CheckFinding[]
	/** What is known of how it leaves at the time it was confirmed for. */
	wish: SendingWish
	/** The relay would not take it like this. */
	refused: boolean
}

/** Where the device's clock hangs. */
const today = (now: number): Day => dayOf(now, new Date(now).getTimezoneOffset())

/** What there is to say of a text as it stands, whoever it goes to. */
export function checkWritten(
	written: Pick<Confirmed, 'subject' | 'body' | 'doc' | 'attachments' | 'attachmentRule'>,
	limits: RelayInfo['limits'] | undefined
): CheckFinding[] {
	const { subject, text, html = '' } = contentOf(written)
	const { doc, attachmentRule } = written
	const attachments = sentFiles(written)
	return checkMailing({ subject, text, html, doc, attachments, attachmentRule, today: today(Date.now()), limits })
}

/** Looks through what is about to be sent, and at what its account has to do besides. */
export async function checkConfirmed(confirmed: Confirmed, info: RelayInfo | undefined): Promise<Checks> {
	const now = Date.now()
	const { settings, members, messages, sendAt } = confirmed
	const { hourlyLimit, dailyLimit } = settings
	// Without a limit, what left before makes no difference.
	const spent = hourlyLimit === null && dailyLimit === null ? [] : await listSpent(settings, now)
	const findings = checkWritten(confirmed, info?.limits)
	const { batchSize, batchDelayMs, connections } = settings
	const pace = { ...wireSettings(settings).pace, batchSize, batchDelayMs, connections }
	const startsAt = sendAt === undefined ? now : Math.max(now, Date.parse(sendAt))
	const ahead = await countAhead(settings, startsAt)
	return {
		findings,
		wish: { recipients: (messages ?? members).length, pace, spent, ahead, startsAt },
		refused: findings.some(isRefused)
	}
}

/** How a mailing leaves: when it was confirmed for or, as it is being chosen, at `startsAt`, and at most `perDay` a day. */
export function planDeparture(
	{ wish }: Checks,
	{ startsAt = wish.startsAt, perDay = Infinity }: { startsAt?: number | undefined; perDay?: number | undefined } = {}
): SendingPlan & Pick<SendingWish, 'pace'> {
	const dailyLimit = Math.min(perDay, wish.pace.dailyLimit ?? Infinity)
	const pace = dailyLimit === Infinity ? wish.pace : { ...wish.pace, dailyLimit }
	return { ...planSending({ ...wish, pace, startsAt }), pace }
}
