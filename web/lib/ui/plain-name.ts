/**
 * An accessible name as a keyboard types it, with the straight apostrophe: what people say and search for by name is
 * found, whatever typography the screen shows.
 */
export const plainName = (text: string): string => text.replaceAll('’', "'")
