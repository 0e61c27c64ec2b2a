import type { OldStatus } from './old-club.ts'

/**
 * Something in a file that a person should know of; `code` is the catalogue's key. `row`: whom it is about.
 * Amounts in cents.
 */
export type Finding =
	| { code: 'old-default-day' | 'old-ancv-without-amount' | 'old-total-with-ancv'; row: number }
	| {
			code: 'old-day-odd' | 'old-email-odd' | 'old-cheque-text' | 'old-clubs-odd' | 'old-amount-odd'
			row: number
			text: string
	  }
	| { code: 'old-club-gone' | 'old-text-cut'; row: number; text: string }
	| { code: 'old-total-differs'; row: number; total: number; sum: number }
	| { code: 'old-expected-differs'; row: number; expected: number; price: number }
	| { code: 'old-status-differs'; row: number; status: OldStatus; computed: OldStatus; due: number; paid: number }
	| { code: 'old-same-person'; row: number; other: number }
	| { code: 'old-no-name' | 'old-payments-kept'; row: number }
	| { code: 'old-holder-gone'; position: string }
	| { code: 'old-prices-differ'; season: string }
	| { code: 'old-left-mailings' | 'old-left-journal' | 'old-left-dues'; count: number }
