import { getLocale } from './language.ts'

const KILOBYTE = 1000

/** How large a file is, as one says it: "1,3 Mo". */
export function formatFileSize(octets: number): string {
	const unit = octets < KILOBYTE ? 'byte' : octets < KILOBYTE * KILOBYTE ? 'kilobyte' : 'megabyte'
	const value = { byte: octets, kilobyte: octets / KILOBYTE, megabyte: octets / KILOBYTE / KILOBYTE }[unit]
	const format = { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short' } as const
	return new Intl.NumberFormat(getLocale(), { ...format, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)
}
