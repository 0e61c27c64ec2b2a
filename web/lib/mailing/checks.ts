import { dayOf, type Day } from '#shared/day.ts'
import { checkMailing, isRefused, type CheckFinding } from '#shared/mailing-checks/checks.ts'
import { planSending, type SendingPlan } from '#shared/sending-plan.ts'
import { wireSettings } from '#shared/smtp-settings.ts'
import type { RelayInfo } from '#shared/wire/relay-info.ts'
import { countAhead, listSpent } from '#web/outbox/account-use.ts'
import type { Confirmed } from '#web/outbox/freeze.ts'
import { contentOf, sentFiles } from '#web/outbox/written-content.ts'

/** What was looked at before a mailing leaves, and how it will. */
export type Checks = {
	findings: CheckFinding[]
	plan: SendingPlan
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

/** Looks through what is about to be sent, and plans how it leaves. */
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
		plan: planSending({ recipients: (messages ?? members).length, pace, spent, ahead, startsAt }),
		refused: findings.some(isRefused)
	}
}
