import type { CustomField } from '#shared/custom-field.ts'
import type { ConsentPurpose } from '#shared/consent.ts'
import type { Season } from '#shared/season.ts'
import { memberFieldName } from '#web/history/change-words.ts'
import { m } from '#web/paraglide/messages.js'
import { DUES_FIELDS, type DuesField } from '#web/money/dues-together.svelte.ts'
import { BULK_FIELDS, type BulkField, type BulkValue, type FixedBulkField } from './bulk-edit.svelte.ts'
import { answerWords, purposeTitle } from './consent-words.ts'

const DUES_NAMES: Record<DuesField, () => string> = {
	'dues:payment': m.together_payment,
	'dues:type': m.memberships_field_payment_type,
	'dues:prices': m.seasons_field_other_prices,
	'dues:reduction': m.memberships_field_reduction,
	'dues:exemption': m.memberships_field_exempt
}

/** What can be set for several members, as one chooses among them; of their dues what there is in that season. */
export const listBulkFields = (
	custom: readonly CustomField[],
	season: Season | undefined
): { value: BulkField; label: string }[] => [
	...(season ? DUES_FIELDS.filter((field) => field !== 'dues:prices' || season.otherPrices.length > 0) : []).map(
		(field) => ({ value: field, label: m.together_dues({ what: DUES_NAMES[field]().toLocaleLowerCase() }) })
	),
	...BULK_FIELDS.map((field) => ({ value: field, label: nameOf(field) })),
	...custom.map(({ id, name }) => ({ value: `field:${id}` as const, label: name }))
]

const nameOf = (field: FixedBulkField): string => memberFieldName(field) ?? purposeTitle(field as ConsentPurpose)

/** A value in few words: a club or a tag by its name, an answer with all that is known of it, "vide" for nothing. */
export function bulkValueWord(value: BulkValue, names: ReadonlyMap<string, string>): string {
	if (isList(value)) return value.map((id) => names.get(id) ?? '?').join(', ') || m.history_value_empty()
	if (typeof value !== 'string') return answerWords(value)
	return (names.get(value) ?? value) || m.history_value_empty()
}

const isList = (value: BulkValue): value is readonly string[] => Array.isArray(value)
