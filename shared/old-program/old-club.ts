import type { CustomFieldDraft } from '#shared/custom-field.ts'
import type { Day } from '#shared/day.ts'
import type { PaymentType } from '#shared/membership.ts'
import type { Cents } from '#shared/money.ts'
import type { PositionDraft } from '#shared/position.ts'
import type { Finding } from './finding.ts'
import type { Generation } from './generation.ts'
import type { OldSmtp } from './smtp.ts'

/** What the old program's lists of statuses held; `none` where the field was empty, which it showed as "Non payée". */
export const OLD_STATUSES = ['paid', 'partial', 'unpaid', 'none'] as const
export type OldStatus = (typeof OLD_STATUSES)[number]

/** Money that a person had paid. The old program knew neither the day nor the number of a cheque. */
export type OldPayment = { means: 'cash' | 'cheque' | 'ancv' | 'unknown'; amount: Cents }

/** What has no field of its own, and goes into the notes; each equals the end of its key in the catalogue. */
export type OldRemark = { code: 'other-clubs' | 'external-club' | 'cheque' | 'ancv'; text: string }

/** What was written down of a person's season. */
export type OldMembership = {
	paymentType: PaymentType
	/** The MJC club where the MJC's part was paid; empty when there is none. */
	clubName: string
	status: OldStatus
	/** What he was to pay, where the file says so for him alone; 0 when it does not. */
	expected: Cents
	payments: OldPayment[]
}

/** A person of the old program, in our words; an empty text is "not known". */
export type OldPerson = {
	/** The number of his row, by which the file points at him. */
	row: number
	lastName: string
	firstName: string
	birthDate: Day | ''
	/** The day is the one that the old program wrote for everybody of whom it was not entered. */
	hasDefaultDay: boolean
	email: string
	phone: string
	address: string
	postalCode: string
	city: string
	/** Name of an MJC club that he belongs to. */
	mjcClub: string
	dataConsent: boolean | null
	imageRight: boolean | null
	/** What was noted of his health: never taken over unless asked for. */
	health: string
	remarks: OldRemark[]
	membership: OldMembership
}

/** `holder`: the row of who holds it. */
export type OldPosition = PositionDraft & { holder: number | undefined }

/** Prices of a season. */
export type OldSeason = { name: string; clubPrice: Cents; mjcPrice: Cents }

/** What one file of the old program holds: one season of a club. */
export type OldClub = {
	generation: Generation
	persons: OldPerson[]
	/** Names of MJC clubs. */
	clubs: string[]
	positions: OldPosition[]
	/** The season that the file is about; without a name where it does not say, without prices where they are not known. */
	season: Partial<OldSeason>
	smtp: OldSmtp | undefined
	customFields: CustomFieldDraft[]
	findings: Finding[]
}
