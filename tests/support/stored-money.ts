import { EMPTY_MEMBERSHIP } from '#shared/membership.ts'
import { PAYMENT_MEANS } from '#shared/payment.ts'

/** The season that began so many years before September 2025. */
export function seasonOf(name: string, index: number): object {
	const year = 2025 - index
	const otherPrices = Array.from({ length: index % 3 === 0 ? 3 : 1 }, (_, at) => ({
		...{ id: `price-${at}`, amount: 1_850 * (at + 1) },
		label: `Licence ${at + 1}${at === 2 ? ' de la fédération française, assurance individuelle comprise' : ''}`
	}))
	const aids = [{ id: 'pass', label: 'Pass’Sport', amount: 70_00, source: 'sports.gouv.fr' }]
	const days = { startsOn: `${year}-09-01`, endsOn: `${year + 1}-08-31` }
	const prices = { clubPrice: 110_00, mjcPrice: 35_00, otherPrices, aids }
	return { id: `season-${index}`, name, ...days, ...prices, createdAt: index, updatedAt: index }
}

/** Everybody is in the first of the seasons; two of three paid, by turns of means, every tenth in the name of a neighbour. */
export function moneyOf(count: number, seasons: object[]): Record<'seasons' | 'memberships' | 'payments', object[]> {
	const key = (index: number) => `season-0:member-${index}`
	const memberships = Array.from({ length: count }, (_, index) => ({
		...{ ...EMPTY_MEMBERSHIP, paymentType: index % 7 === 0 ? 'club_only' : 'club_mjc' },
		...{ id: key(index), seasonId: 'season-0', memberId: `member-${index}`, createdAt: index, updatedAt: index }
	}))
	const paid = Array.from({ length: count }, (_, index) => index).filter((index) => index % 3 !== 2)
	const payments = paid.map((index) => {
		const amount = index % 2 === 0 ? 145_00 : 60_00
		const means = PAYMENT_MEANS[index % PAYMENT_MEANS.length]
		return {
			...{ id: `payment-${index}`, means, amount, isRefund: false, paidOn: '2025-09-20', note: '' },
			...{ payerId: '', payerName: index % 10 === 0 ? 'Comité d’entreprise de la Caisse primaire' : '' },
			...{ shares: [{ membershipId: key(index), amount }], membershipIds: [key(index)] },
			...{ createdAt: index, updatedAt: index }
		}
	})
	return { seasons, memberships, payments }
}
