import * as v from 'valibot'
import { IMAGE_USES } from '#shared/consent.ts'
import { LABEL_FORMATS, type LabelFormatName } from './label-formats.ts'

/** What can be made of a list of members on paper. */
export const PRINT_KINDS = ['list', 'attendance', 'labels', 'cards', 'photos'] as const
export type PrintKind = (typeof PRINT_KINDS)[number]

/** What becomes of the faces of those who did not agree to the use: initials in their place, nobody at all, or the face. */
export const UNAGREED_FACES = ['initials', 'left-out', 'shown'] as const
export type UnagreedFaces = (typeof UNAGREED_FACES)[number]

const LABEL_FORMAT_NAMES = Object.keys(LABEL_FORMATS) as LabelFormatName[]
/** More columns to sign in than this would be too narrow for any hand. */
export const MAX_SIGNED_COLUMNS = 12
export const MAX_BLANK_ROWS = 60
const MAX_TEXT = 200

/** How it is made; each with the value that stands when nothing was ever chosen. */
export const PrintChoices = v.object({
	kind: v.fallback(v.picklist(PRINT_KINDS), 'list'),
	format: v.fallback(v.picklist(LABEL_FORMAT_NAMES), 'L7160'),
	/** One label for those who live at one address. */
	together: v.fallback(v.boolean(), true),
	/** Draws the edges of labels, for a trial on plain paper. */
	outlines: v.fallback(v.boolean(), false),
	/** What is to be signed in, a title each, parted by commas. */
	columns: v.fallback(v.pipe(v.string(), v.maxLength(MAX_TEXT)), ''),
	blankRows: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_BLANK_ROWS)), 0),
	/** What a board of photos is for. */
	imageUse: v.fallback(v.picklist(IMAGE_USES), 'image-display'),
	unagreed: v.fallback(v.picklist(UNAGREED_FACES), 'initials'),
	/** What cards are valid for. */
	validity: v.fallback(v.pipe(v.string(), v.maxLength(MAX_TEXT)), '')
})
export type PrintChoices = v.InferOutput<typeof PrintChoices>

/** Choices as they were kept, in JSON; the plain ones for what was never kept or cannot be read. */
export function parsePrintChoices(text: string | undefined): PrintChoices {
	try {
		return v.parse(PrintChoices, { ...PLAIN, ...(JSON.parse(text ?? '{}') as object) })
	} catch {
		return v.parse(PrintChoices, PLAIN) // Not JSON, or no object: nothing is lost but what was chosen.
	}
}

/** All the keys, so that each falls back by itself. */
const PLAIN = Object.fromEntries(Object.keys(PrintChoices.entries).map((key) => [key, undefined]))

/** Titles of the columns to be signed in, as they were typed. */
export function listSignedColumns(typed: string): string[] {
	return typed
		.split(/[,;]/)
		.map((title) => title.trim())
		.filter(Boolean)
		.slice(0, MAX_SIGNED_COLUMNS)
}
