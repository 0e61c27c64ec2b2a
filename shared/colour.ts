/** A colour as one writes it in a style sheet: `#rrggbb`, lower case. */
export type HexColour = `#${string}`

/** Whether `text` is a colour written `#rrggbb`. */
export function isHexColour(text: string): text is HexColour {
	return /^#[0-9a-f]{6}$/.test(text)
}
