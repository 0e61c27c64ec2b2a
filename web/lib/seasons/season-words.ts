import { formatDay } from '#shared/day.ts'
import { bareSeasonName } from '#shared/season-name.ts'
import type { Season } from '#shared/season.ts'
import { amountWord } from '#web/money/money-words.ts'
import type { StorageFault } from '#web/db/database.ts'
import type { SeasonHasMoney } from '#web/db/seasons.ts'
import { nameFaultText, type NameFault } from '#web/name-fault.ts'
import { m } from '#web/paraglide/messages.js'
import type { NamedForm } from '#web/state/named-forms.ts'
import { storageText } from '#web/storage-words.ts'

/** When a season is, in words. */
export const seasonDays = ({ startsOn, endsOn }: Season): string =>
	m.seasons_days({ from: formatDay(startsOn), to: formatDay(endsOn) })

/** What a season costs, in words. */
export const seasonPrices = ({ clubPrice, mjcPrice }: Season): string =>
	m.seasons_prices({ club: amountWord(clubPrice), mjc: amountWord(mjcPrice) })

const FAULTS: Record<string, () => string> = {
	day: m.seasons_fault_day,
	amount: m.seasons_fault_amount,
	'season-ends-before': m.seasons_fault_ends_before,
	'price-label-missing': m.seasons_fault_label
}

/** What is wrong with one field of the form, and what to do. */
export function seasonFieldFault(
	{ errors, fault }: NamedForm<'season'>,
	field: keyof typeof errors
): string | undefined {
	if (field === 'name' && fault?.code === 'name-known') return nameFaultText(fault)
	const code = errors[field]
	if (code === undefined) return undefined
	return FAULTS[code]?.() ?? nameFaultText({ code } as NameFault)
}

/** Why a season was not removed, and what to do. */
export const removalFault = (fault: StorageFault | SeasonHasMoney, name: string): string =>
	fault.code === 'season-has-money'
		? m.seasons_has_money({ name: bareSeasonName(name), count: fault.count })
		: storageText(fault.code)
