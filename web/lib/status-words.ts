import type { PaymentStatus } from '#shared/standing.ts'
import { m } from '#web/paraglide/messages.js'

const STATUSES: Record<PaymentStatus, () => string> = {
	unpaid: m.memberships_status_unpaid,
	partial: m.memberships_status_partial,
	paid: m.memberships_status_paid,
	exempt: m.memberships_status_exempt,
	refunded: m.memberships_status_refunded
}

/** How far a membership is paid, in words. */
export const statusWord = (status: PaymentStatus): string => STATUSES[status]()
